using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Commands that close the run.</summary>
internal static class CloseCommands
{
    /// <summary>Writes WorkflowExecutionCompleted; a cron schedule starts the next run.</summary>
    public static CommandFault? Complete(TaskCompletion completion, Command command)
    {
        if (Unseen(completion) is { } unseen)
        {
            return unseen;
        }

        var result = command.CompleteWorkflowExecutionCommandAttributes.Result;
        if (BlobLimit.Exceeds(result))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadCompleteWorkflowExecutionAttributes,
                "CompleteWorkflowExecutionCommandAttributes.Result");
        }

        var next = NextRun.OnCron(completion.State, completion.Draft.At, result, failure: null);
        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionCompleted,
            WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
            {
                Result = result,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                NewExecutionRunId = next?.State.Key.RunId ?? string.Empty,
            },
        });
        NextRun.Follow(completion.Draft, next);
        return null;
    }

    /// <summary>Writes WorkflowExecutionFailed; a retry policy or a cron schedule starts the next run.</summary>
    public static CommandFault? Fail(TaskCompletion completion, Command command)
    {
        if (Unseen(completion) is { } unseen)
        {
            return unseen;
        }

        var failure = command.FailWorkflowExecutionCommandAttributes.Failure;
        if (failure is null)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes,
                "Failure is not set on FailWorkflowExecutionCommand.");
        }

        if (BlobLimit.Exceeds(failure))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes,
                "FailWorkflowExecutionCommandAttributes.Failure");
        }

        var next = NextRun.AfterFailure(completion.State, completion.Draft.At, failure, out var retryState);
        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionFailed,
            WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
            {
                Failure = failure,
                RetryState = retryState,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                NewExecutionRunId = next?.State.Key.RunId ?? string.Empty,
            },
        });
        NextRun.Follow(completion.Draft, next);
        return null;
    }

    /// <summary>Writes WorkflowExecutionCanceled.</summary>
    public static CommandFault? Cancel(TaskCompletion completion, Command command)
    {
        if (Unseen(completion) is { } unseen)
        {
            return unseen;
        }

        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionCanceled,
            WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
            {
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                Details = command.CancelWorkflowExecutionCommandAttributes.Details,
            },
        });
        return null;
    }

    /// <summary>Returns the fault of closing a run that has events which the worker did not see.</summary>
    public static CommandFault? Unseen(TaskCompletion completion) => completion.State.Buffered.IsEmpty
        ? null
        : new CommandFault(WorkflowTaskFailedCause.UnhandledCommand, string.Empty);
}
