using System.CommandLine;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>The command line as a whole.</summary>
public static class PipelinesCommand
{
    /// <summary>Returns the root command with all others below it.</summary>
    /// <param name="terminal">Where commands write.</param>
    /// <param name="time">The clock for ids, progress and the embedded service.</param>
    public static RootCommand Create(CommandTerminal terminal, TimeProvider time) => new("Durable machine-learning pipelines on Temporal.")
    {
        RunCommand.Create(terminal, time),
        ResumeCommand.Create(terminal, time),
        ValidateCommand.Create(terminal),
        GraphCommand.Create(terminal),
        ListCommand.Create(terminal, time),
        DescribeCommand.Create(terminal, time),
        LogsCommand.Create(terminal),
        HistoryCommand.Create(terminal, time),
        StopCommand.Create(terminal, time),
        DeleteCommand.Create(terminal, time),
        ModelsCommand.Create(terminal, time),
        WorkerCommand.Create(terminal, time),
        CompletionCommand.Create(terminal),
        VersionCommand.Create(terminal),
    };

    /// <summary>Parses and runs <paramref name="args"/>; returns the exit code (<see cref="ExitCodes"/>).</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandTerminal terminal, TimeProvider time, CancellationToken cancel)
    {
        var parsed = Create(terminal, time).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in parsed.Errors) await terminal.Errors.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
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
        try
        {
            return await parsed.InvokeAsync(configuration, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await terminal.Errors.WriteLineAsync("Interrupted.").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
        catch (CommandException fault)
        {
            await terminal.Errors.WriteLineAsync($"error: {fault.Message}").ConfigureAwait(false);
            return fault.ExitCode;
        }
        catch (RpcException refused)
        {
            await terminal.Errors.WriteLineAsync($"error: the Temporal service answered {refused.Code}: {refused.Message}").ConfigureAwait(false);
            return ExitCodes.Failed;
        }
        catch (Exception fault)
        {
            await terminal.Errors.WriteLineAsync($"error: {fault.Message}\nThis is a fault of the program. Its place:\n{fault}").ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }

    private static string CommandPath(ParseResult parsed)
    {
        var path = "";
        for (var result = parsed.CommandResult; result is not null and { Command: not RootCommand }; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            path = result.Command.Name + " " + path;
        return path;
    }
}
