using System.CommandLine;
using System.CommandLine.Help;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary>The command line as a whole.</summary>
public static class PipelinesCommand
{
    /// <summary>Returns the root command with all others below it.</summary>
    /// <param name="terminal">Where commands write.</param>
    /// <param name="time">The clock for ids, progress and the embedded service.</param>
    public static RootCommand Create(CommandTerminal terminal, TimeProvider time) =>
        new("Durable machine-learning pipelines on Temporal.")
    {
        RunCommand.Create(terminal, time),
        ResumeCommand.Create(terminal, time),
        ValidateCommand.Create(terminal),
        GraphCommand.Create(terminal, time),
        SchemaCommand.Create(terminal),
        EvalCommand.Create(terminal),
        TestCommand.Create(terminal, time),
        ListCommand.Create(terminal, time),
        DescribeCommand.Create(terminal, time),
        LogsCommand.Create(terminal),
        HistoryCommand.Create(terminal, time),
        ApproveCommand.Create(terminal, time),
        ApproveCommand.CreateReject(terminal, time),
        CompleteCommand.Create(terminal, time),
        DecideCommand.Create(terminal, time),
        StopCommand.Create(terminal, time),
        DeleteCommand.Create(terminal, time),
        ModelsCommand.Create(terminal, time),
        WorkerCommand.Create(terminal, time),
        ServerCommand.Create(terminal, time),
        CompletionCommand.Create(terminal),
        VersionCommand.Create(terminal),
    };

    /// <summary>Parses and runs <paramref name="args"/>; returns the exit code (<see cref="ExitCodes"/>).</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CommandTerminal terminal, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            return await InvokeAsync(args, terminal, time, cancel).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var (code, message) = CommandFaults.Of(fault);
            CommandFaults.Write(terminal.Errors, message);
            return code;
        }
    }

    private static async Task<int> InvokeAsync(
        IReadOnlyList<string> args, CommandTerminal terminal, TimeProvider time, CancellationToken cancel)
    {
        var parsed = Create(terminal, time).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            // A word that is no command has the better message than the command that is missing then.
            var errors =
                parsed.UnmatchedTokens.Count > 0 && parsed.Errors.Count > 1 ? parsed.Errors.Skip(1) : parsed.Errors;
            foreach (var error in errors)
                await terminal.Errors.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
            await terminal.Errors.WriteLineAsync($"See: pipelines {CommandPath(parsed)}--help").ConfigureAwait(false);
            return ExitCodes.InvalidInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        if (parsed.Action is not HelpAction)
            return await parsed.InvokeAsync(configuration, cancel).ConfigureAwait(false);

        // Help names the file that was started, which is not what people type.
        using var help = new StringWriter();
        configuration.Output = help;
        var code = await parsed.InvokeAsync(configuration, cancel).ConfigureAwait(false);
        await terminal.Output.WriteAsync(help.ToString()
            .Replace(RootCommand.ExecutableName, "pipelines", StringComparison.Ordinal)).ConfigureAwait(false);
        return code;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var path = "";
        for (var result = parsed.CommandResult; result is not null and { Command: not RootCommand }; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            path = result.Command.Name + " " + path;
        return path;
    }
}
