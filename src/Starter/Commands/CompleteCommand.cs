using System.CommandLine;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines complete ID STEP --token T</c>: brings a callback's outputs, or its failure.</summary>
public static class CompleteCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var (id, step, by) = (CommonOptions.ExecutionId(), AnswerOptions.Step(), AnswerOptions.By());
        var token = new Option<string>("--token")
        {
            Description = "The callback's token, as 'pipelines describe' shows it.",
            HelpName = "TOKEN",
            Required = true,
        };
        var (output, outputs) = (AnswerOptions.Output(), AnswerOptions.Outputs());
        var fail = new Option<string?>("--fail")
        {
            Description = "The outside system failed: why.",
            HelpName = "MESSAGE",
        };
        var command = new Command("complete", "Complete a step of type 'callback' that waits, or let it fail.")
        { id, step, token, output, outputs, fail, by };
        command.Validators.Add(found =>
        {
            if (found.GetValue(fail) is not null
                && (found.GetValue(output) is { Length: > 0 } || found.GetValue(outputs) is not null))
                found.AddError("--fail: a step that fails has no outputs; leave out --output and --outputs.");
        });
        var placeOptions = new PlaceOptions(command);
        command.SetAction((parsed, cancel) =>
        {
            var values = OutputsOf(parsed.GetValue(outputs), parsed.GetValue(output) ?? []);
            var answer = new StepAnswer
            {
                Step = parsed.GetRequiredValue(step),
                Kind = parsed.GetValue(fail) is null ? AnswerKind.Complete : AnswerKind.Fail,
                Token = parsed.GetRequiredValue(token),
                By = parsed.GetValue(by),
                Comment = parsed.GetValue(fail),
                Outputs = values,
            };
            return StepAnswers.SendAsync(
                placeOptions.Read(parsed),
                parsed.GetRequiredValue(id),
                _ => Task.FromResult(answer),
                terminal,
                time,
                cancel);
        });
        return command;
    }

    /// <summary>Returns the outputs of a file and of the command line, which wins.</summary>
    /// <exception cref="CommandException">They cannot be read.</exception>
    internal static Dictionary<string, JsonElement> OutputsOf(string? file, IReadOnlyList<string> assignments)
    {
        var values = file is null ? [] : GivenValues.ReadFile(file);
        foreach (var (name, value) in GivenValues.Read("--output", assignments)) values[name] = value;
        return values;
    }
}
