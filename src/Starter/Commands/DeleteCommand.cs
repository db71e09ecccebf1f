using System.CommandLine;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines delete ID</c>: removes an execution's history, logs and job folders.</summary>
public static class DeleteCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var id = CommonOptions.ExecutionId();
        var command = new Command("delete",
            "Remove an execution: its history, logs and job folders. An open one is terminated first.") { id };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            await using var session =
                await Session.OpenAsync(place, SessionWork.Nothing, terminal, time, cancel).ConfigureAwait(false);
            var one = parsed.GetRequiredValue(id);
            if (await session.Executions.FindAsync(one, cancel).ConfigureAwait(false) is null)
                throw new CommandException(
                    ExitCodes.Failed, $"there is no execution '{one}' here; 'pipelines list' shows all.");
            await session.DeleteAsync(one, cancel).ConfigureAwait(false);
            await terminal.Errors.WriteLineAsync($"Execution {one} is deleted.").ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
