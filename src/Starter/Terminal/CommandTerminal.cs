using Spectre.Console;

namespace Pipelines.Starter.Terminal;

/// <summary>Where a command writes: results to <see cref="Output"/>, everything else to <see cref="Errors"/>.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Interactive">True when standard error is a terminal, so that progress may be redrawn in place.</param>
/// <param name="Colors">True when colours are wanted: standard error is a terminal and <c>NO_COLOR</c> is not
/// set.</param>
/// <param name="Width">Columns of the terminal; <see cref="Unlimited"/> when there is none.</param>
public sealed record CommandTerminal(TextWriter Output, TextWriter Errors, bool Interactive, bool Colors, int Width)
{
    /// <summary>Columns of a pipe or a file, where no line is cut or wrapped.</summary>
    public const int Unlimited = 10_000;

    /// <summary>Rows of the terminal that progress may take. Default: 50.</summary>
    public int Height { get; init; } = 50;

    /// <summary>True when standard output is a terminal of <see cref="Width"/> columns. Default: false.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>The process's own streams.</summary>
    public static CommandTerminal OfProcess()
    {
        var interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var outputIsTerminal = !Console.IsOutputRedirected;
        var width = interactive || outputIsTerminal ? Console.WindowWidth : 0;
        var terminal = new CommandTerminal(
            Console.Out, Console.Error, interactive, interactive && !noColor, width > 0 ? width : Unlimited)
        {
            OutputIsTerminal = outputIsTerminal,
        };
        return interactive && Console.WindowHeight > 0 ? terminal with { Height = Console.WindowHeight } : terminal;
    }

    /// <summary>A console on standard error that draws, and redraws, as this terminal allows.</summary>
    public IAnsiConsole Drawing() => Ansi(Errors, Colors, Width);

    /// <summary>
    /// A console on standard output for tables: plain unless colours are wanted and output is a terminal too.
    /// </summary>
    public IAnsiConsole Tables() => Ansi(Output, Colors && OutputIsTerminal, OutputIsTerminal ? Width : Unlimited);

    private IAnsiConsole Ansi(TextWriter writer, bool colors, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Interactive && width != Unlimited ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = Interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }
}
