using Spectre.Console;

namespace Pipelines.Starter.Terminal;

/// <summary>Where a command writes: results to <see cref="Output"/>, everything else to <see cref="Errors"/>.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Interactive">True when standard error is a terminal, so that progress may be redrawn in place.</param>
/// <param name="Colors">True when colours are wanted: standard error is a terminal and <c>NO_COLOR</c> is not set.</param>
/// <param name="Width">Columns of the terminal; 120 when there is none.</param>
public sealed record CommandTerminal(TextWriter Output, TextWriter Errors, bool Interactive, bool Colors, int Width)
{
    /// <summary>The process's own streams.</summary>
    public static CommandTerminal OfProcess()
    {
        var interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var width = interactive && Console.WindowWidth > 0 ? Console.WindowWidth : 120;
        return new CommandTerminal(Console.Out, Console.Error, interactive, interactive && !noColor, width);
    }

    /// <summary>A console on standard error that draws, and redraws, as this terminal allows.</summary>
    public IAnsiConsole Drawing() => Ansi(Errors, Colors);

    /// <summary>A console on standard output for tables: plain unless colours are wanted and output is a terminal too.</summary>
    public IAnsiConsole Tables() => Ansi(Output, Colors && !Console.IsOutputRedirected);

    private IAnsiConsole Ansi(TextWriter writer, bool colors)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = Interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        return console;
    }
}
