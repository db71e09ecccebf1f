using System.CommandLine;
using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines approve ID STEP</c> and <c>pipelines reject ID STEP</c>: decide on an approval.</summary>
public static class ApproveCommand
{
    /// <summary>Returns <c>approve</c>.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time) =>
        Create("approve", "Approve a step of type 'approval' that waits.", AnswerKind.Approve, terminal, time);

    /// <summary>Returns <c>reject</c>.</summary>
    public static Command CreateReject(CommandTerminal terminal, TimeProvider time) =>
        Create("reject", "Reject a step of type 'approval' that waits.", AnswerKind.Reject, terminal, time);

    private static Command Create(
        string word, string description, AnswerKind kind, CommandTerminal terminal, TimeProvider time)
    {
        var (id, step, comment, by) = (
            CommonOptions.ExecutionId(), AnswerOptions.Step(), AnswerOptions.Comment(), AnswerOptions.By());
        var command = new Command(word, description) { id, step, comment, by };
        var placeOptions = new PlaceOptions(command);
        command.SetAction((parsed, cancel) => StepAnswers.SendAsync(
            placeOptions.Read(parsed),
            parsed.GetRequiredValue(id),
            _ => Task.FromResult(new StepAnswer
            {
                Step = parsed.GetRequiredValue(step),
                Kind = kind,
                By = parsed.GetValue(by),
                Comment = parsed.GetValue(comment),
            }),
            terminal,
            time,
            cancel));
        return command;
    }
}
