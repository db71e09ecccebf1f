using System.CommandLine;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Spectre.Console;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines list</c>: executions, open ones first.</summary>
public static class ListCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var json = CommonOptions.Json();
        var limit =
            new Option<int>(
            "--limit") { Description = "Most executions to show. Default: 50; 0 for all.", HelpName =
            "N", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(found => Numbers.AtLeast(found, 0));
        var command = new Command("list", "Show executions: open ones first, then the newest.") { json, limit };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed);
            var found = new List<ExecutionSummary>();
            if (place.HasState)
            {
                await using var session =
                    await Session.OpenAsync(place, SessionWork.Workflows, terminal, time, cancel).ConfigureAwait(false);
                await foreach (var execution in session.Executions.ListAsync(null, parsed.GetValue(limit), cancel)
                    .ConfigureAwait(false)) found.Add(execution);
                found = await WaitingExecutions.MarkAsync(
                    session.Executions, found, time, cancel).ConfigureAwait(false);
            }

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, found);
            else if (found.Count == 0) await terminal.Errors.WriteLineAsync(
                "No executions yet. 'pipelines run PIPELINE.yaml' starts one.").ConfigureAwait(false);
            else terminal.Tables().Write(TableOf(found, time.GetUtcNow()));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Table TableOf(IEnumerable<ExecutionSummary> executions, DateTimeOffset now)
    {
        var table =
            new Table().Border(TableBorder.None)
            .AddColumn("ID", column => column.NoWrap()) // to be copied
            .AddColumns("PIPELINE", "STATUS", "STARTED (UTC)", "TOOK", "WAITS AT");
        foreach (var one in executions)
        {
            table.AddRow(
                new Text(one.Id),
                new Text(one.Pipeline),
                ProgressView.Render([new StyledLine(one.Status.ToString(), StepLines.ToneOf(one.Status))]),
                new Text(one.StartTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss")),
                new Text(Duration.Text((one.EndTime ?? now) - one.StartTime)),
                new Text(
                    string.Join(", ", (one.Waiting ?? []).Take(3)) + (
                    one.Waiting is { Count: > 3 } all ? $", … ({all.Count})" : "")));
        }

        return table;
    }
}
