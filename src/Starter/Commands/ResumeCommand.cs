using System.CommandLine;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines resume [ID]</c>: lets open executions go on after their process ended.</summary>
public static class ResumeCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var id =
            new Argument<string?>(
            "id") { Description = "The execution; without it, all that are open.", Arity =
            ArgumentArity.ZeroOrOne, HelpName = "ID" };
        var json = CommonOptions.Json();
        var command =
            new Command("resume", "Go on with executions whose process ended, for instance by a crash.") { id, json };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            return await SessionLoop.RunAsync(
                place,
                SessionWork.Everything,
                terminal,
                time,
                async (session, stop) =>
                {
                    var ids = await WantedAsync(session.Executions, parsed.GetValue(id), stop).ConfigureAwait(false);
                    if (ids.Count == 0)
                        await terminal.Errors.WriteLineAsync("No execution is open.").ConfigureAwait(false);
                    var code = ExitCodes.Ok;
                    foreach (var one in ids)
                    {
                        var ended = await ExecutionFollower.FollowAsync(
                            session, one, parsed.GetValue(json), terminal, time, stop).ConfigureAwait(false);
                        code = Math.Max(code, ended);
                    }

                    return code;
                },
                cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<List<string>> WantedAsync(
        ExecutionClient executions, string? id, CancellationToken cancel)
    {
        if (id is not null)
        {
            return await executions.FindAsync(id, cancel).ConfigureAwait(false) is null
                ? throw new CommandException(
                    ExitCodes.Failed, $"there is no execution '{id}' here; 'pipelines list' shows all.")
                : [id];
        }

        var open = new List<string>();
        await foreach (
            var execution in executions.ListAsync("Running", 0, cancel).ConfigureAwait(false)) open.Add(execution.Id);
        open.Reverse();
        return open;
    }
}
