using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>Brings answers to steps that wait, and says what came of it.</summary>
internal static class StepAnswers
{
    /// <summary>Opens the execution, makes the answer, sends it, and says so.</summary>
    /// <param name="place">Where the execution lives.</param>
    /// <param name="id">The execution's id.</param>
    /// <param name="make">Makes the answer once the execution was found.</param>
    /// <param name="terminal">Where the command writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends the command.</param>
    /// <exception cref="CommandException">There is no such open execution, or no step of it waits for that.</exception>
    public static async Task<int> SendAsync(
        SessionPlace place, string id, Func<Session, Task<StepAnswer>> make, CommandTerminal terminal,
            TimeProvider time, CancellationToken cancel)
    {
        place.RequireState();
        await using var session =
            await Session.OpenAsync(place, SessionWork.Workflows, terminal, time, cancel).ConfigureAwait(false);
        if (await session.Executions.FindAsync(id, cancel).ConfigureAwait(false) is not { } found)
            throw new CommandException(
                ExitCodes.Failed, $"there is no execution '{id}' here; 'pipelines list' shows all.");
        if (found.Summary.EndTime is not null)
            throw new CommandException(
                ExitCodes.Failed, $"execution '{id}' has ended ({found.Summary.Status}); nothing of it waits.");
        await session.TellOfMissingWorkerAsync(id, terminal, cancel).ConfigureAwait(false);
        var answer = await make(session).ConfigureAwait(false);
        try
        {
            await session.Executions.AnswerAsync(id, answer, cancel).ConfigureAwait(false);
        }
        catch (WorkflowUpdateFailedException refused)
        {
            throw new CommandException(
                ExitCodes.Failed, $"{(refused.InnerException ?? refused).Message.TrimEnd('.')}. Nothing has changed.",
                    refused);
        }

        await terminal.Errors.WriteLineAsync($"Step {answer.Step} of {id}: {Done(answer.Kind)}.").ConfigureAwait(false);
        if (session.EndsWithTheCommand)
            await terminal.Errors.WriteLineAsync($"No process runs it now. It goes on with: pipelines resume {id}")
                .ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static string Done(AnswerKind kind) => kind switch
    {
        AnswerKind.Approve => "approved",
        AnswerKind.Reject => "rejected",
        AnswerKind.Complete => "completed",
        AnswerKind.Retry => "is tried again",
        AnswerKind.Skip => "counts as done",
        _ => "failed",
    };
}
