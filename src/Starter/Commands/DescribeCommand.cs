using System.CommandLine;
using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines describe ID</c>: all steps with state, attempts, outputs, metrics and errors.</summary>
public static class DescribeCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var id = CommonOptions.ExecutionId();
        var json = CommonOptions.Json();
        var command = new Command(
            "describe", "Show an execution: every step with state, attempts, results and errors.") { id, json };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            await using var session =
                await Session.OpenAsync(place, SessionWork.Workflows, terminal, time, cancel).ConfigureAwait(false);
            var one = parsed.GetRequiredValue(id);
            if (await session.Executions.FindAsync(one, cancel).ConfigureAwait(false) is not { } found)
                throw new CommandException(
                    ExitCodes.Failed, $"there is no execution '{one}' here; 'pipelines list' shows all.");
            var known = found.Summary.EndTime is null
                ? await OpenAsync(session, one, cancel).ConfigureAwait(false)
                : await session.Executions.EndAsync(one, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, known);
            else ExecutionText.Write(known, time.GetUtcNow(), place.StateDirectory, terminal);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <exception cref="CommandException">No worker answers.</exception>
    private static async Task<ExecutionState> OpenAsync(Session session, string id, CancellationToken cancel)
    {
        if (await session.MissingWorkerAsync(id, cancel).ConfigureAwait(false) is { } missing)
            throw new CommandException(ExitCodes.Failed, $"nobody can tell how far execution '{id}' is. {missing}");
        try
        {
            var state = await session.Executions.StateAsync(id, cancel).ConfigureAwait(false);
            return await session.Executions.WholeAsync(state, cancel).ConfigureAwait(false);
        }
        catch (Exception busy) when (session.IsRemote && ExecutionClient.IsBusy(busy))
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"execution '{id}' is open, but no worker answered how far it is: {busy.Message}. Is one running, and is "
                + "it of this version? 'pipelines history' shows what has happened.",
                busy);
        }
    }
}
