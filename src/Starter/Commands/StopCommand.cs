using System.CommandLine;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines stop ID</c>: cancels an execution; with <c>--now</c> ends it without letting steps finish.
/// </summary>
public static class StopCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var id = CommonOptions.ExecutionId();
        var now =
            new Option<bool>(
            "--now") { Description =
            "End it at once; programs that run are killed by their worker, 'finally' does not run." };
        var command = new Command("stop", "Stop an execution.") { id, now };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            // Steps that no process is at work on are cancelled at once; one that holds the directory stops its own.
            await using var session =
                await Session.OpenAsync(place, SessionWork.Workflows, terminal, time, cancel).ConfigureAwait(false);
            var one = parsed.GetRequiredValue(id);
            if (await session.Executions.FindAsync(one, cancel).ConfigureAwait(false) is not { } found)
                throw new CommandException(
                    ExitCodes.Failed, $"there is no execution '{one}' here; 'pipelines list' shows all.");
            if (found.Summary.EndTime is not null)
                throw new CommandException(ExitCodes.Failed, $"execution '{one}' has ended ({found.Summary.Status}).");
            if (parsed.GetValue(now)) await session.Executions.TerminateAsync(
                one, "stopped by the command line", cancel).ConfigureAwait(false);
            else await session.Executions.CancelAsync(one, cancel).ConfigureAwait(false);
            await session.TellOfMissingWorkerAsync(one, terminal, cancel).ConfigureAwait(false);
            try
            {
                await session.Executions.EndAsync(one, cancel).ConfigureAwait(false);
            }
            catch (RpcException gone) when (session.IsAttached && gone.Code == RpcException.StatusCode.Unavailable)
            {
                // The process that ran it ended with it: that it was told to stop is on disk.
                await terminal.Errors.WriteLineAsync(
                    $"The process that ran {one} has ended too.").ConfigureAwait(false);
            }

            await terminal.Errors.WriteLineAsync($"Execution {one} is stopped.").ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
