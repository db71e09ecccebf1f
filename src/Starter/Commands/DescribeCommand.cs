using System.CommandLine;
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
                ? await session.Executions.WholeAsync(await session.Executions.StateAsync(one, cancel)
                    .ConfigureAwait(false), cancel).ConfigureAwait(false)
                : await session.Executions.EndAsync(one, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, known);
            else ExecutionText.Write(known, time.GetUtcNow(), place.StateDirectory, terminal);
            return ExitCodes.Ok;
        });
        return command;
    }
}
