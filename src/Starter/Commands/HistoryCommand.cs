using System.CommandLine;
using System.Text.Json;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines history ID</c>: the event history as Temporal's JSON, which its replayers and Web UI read.
/// </summary>
public static class HistoryCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var id = CommonOptions.ExecutionId();
        var json = CommonOptions.Json();
        json.Description = "Accepted for scripts; a history is always JSON.";
        var command = new Command("history", "Print an execution's event history as Temporal's JSON.") { id, json };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            await using var session =
                await Session.OpenAsync(place, SessionWork.Nothing, terminal, time, cancel).ConfigureAwait(false);
            var one = parsed.GetRequiredValue(id);
            try
            {
                using var history =
                    JsonDocument.Parse(await session.Executions.HistoryAsync(one, cancel).ConfigureAwait(false));
                JsonOutput.Write(terminal.Output, history.RootElement);
                return ExitCodes.Ok;
            }
            catch (RpcException refused) when (refused.Code == RpcException.StatusCode.NotFound)
            {
                throw new CommandException(
                    ExitCodes.Failed, $"there is no execution '{one}' here; 'pipelines list' shows all.", refused);
            }
        });
        return command;
    }
}
