using System.CommandLine;
using Pipelines.Activities.State;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines logs ID [STEP]</c>: what the programs of an execution printed.</summary>
public static class LogsCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var id = CommonOptions.ExecutionId();
        var step =
            new Argument<string?>(
            "step") { Description = "A step's path; without it, all steps.", Arity =
            ArgumentArity.ZeroOrOne, HelpName = "STEP" };
        var attempt = new Option<int?>("--attempt") { Description = "One attempt only, from 1.", HelpName = "N" };
        attempt.Validators.Add(found => Numbers.AtLeast(found, 1));
        var json = CommonOptions.Json();
        var command = new Command(
            "logs", "Print what the programs of an execution wrote, per step and attempt.") { id, step, attempt, json };
        var placeOptions = new PlaceOptions(command, server: false);
        command.SetAction(parsed =>
        {
            var place = placeOptions.Read(parsed);
            place.RequireState();
            var layout = new StateLayout(place.StateDirectory);
            var execution = parsed.GetRequiredValue(id);
            var steps = parsed.GetValue(step) is { } one ? [one] : layout.StepsWithLogs(execution);
            var files = steps.SelectMany(
                path => layout.LogFiles(execution, path).Select(file => new LogFile(path, file.Attempt, file.File)))
                .Where(file => parsed.GetValue(attempt) is not { } only || file.Attempt == only).ToList();
            if (files.Count == 0)
            {
                throw new CommandException(
                    ExitCodes.Failed,
                    $"execution '{execution}' has no "
                    + $"logs{(parsed.GetValue(step) is { } path ? $" of step '{path}'" : "")} here; 'pipelines "
                    + $"describe {execution}' shows its steps.");
            }

            if (parsed.GetValue(json))
                JsonOutput.Write(terminal.Output,
                    files.Select(file => new { file.Step, file.Attempt, Text = File.ReadAllText(file.Path) }));
            else foreach (var file in files) Print(file, files.Count > 1, terminal);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(LogFile file, bool titled, CommandTerminal terminal)
    {
        if (titled) terminal.Errors.WriteLine($"==> {file.Step}, attempt {file.Attempt} <==");
        foreach (var line in File.ReadLines(file.Path)) terminal.Output.WriteLine(line);
    }

    private sealed record LogFile(string Step, int Attempt, string Path);
}
