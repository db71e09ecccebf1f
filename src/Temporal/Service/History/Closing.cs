using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History;

/// <summary>What follows the close of a run.</summary>
internal static class Closing
{
    /// <summary>Adds the effects of the close: waiting updates, parent, children, lists.</summary>
    public static void AddEffects(Draft draft)
    {
        var state = draft.State;
        foreach (var update in state.Updates.Values)
        {
            if (update.Stage == UpdateWorkflowExecutionLifecycleStage.Accepted)
            {
                draft.Effect(new Effect.UpdateProgress(
                    update.UpdateId, UpdateWorkflowExecutionLifecycleStage.Completed, AbortedUpdate()));
            }
        }

        draft.Effect(new Effect.RunClosed(state.Status));
        if (OwesParent(state))
        {
            draft.Effect(new Effect.ReportToParent(state.CloseEvent!));
        }

        if (OwesChildren(state))
        {
            draft.Effect(new Effect.ApplyParentClosePolicy([.. state.Children.Values]));
        }

        draft.Effect(new Effect.VisibilityChanged());
    }

    /// <summary>
    /// Returns true when a closed run's parent waits for word of it. A run that goes on as another does not report.
    /// </summary>
    public static bool OwesParent(RunState state) =>
        !state.ParentNotified
        && state.Start.ParentWorkflowExecution is { WorkflowId.Length: > 0 }
        && state.CloseEvent is { } closing
        && NextRunId(closing).Length == 0;

    /// <summary>Returns true when a closed run has children whose parent close policy asks for something.</summary>
    public static bool OwesChildren(RunState state)
    {
        if (state.PoliciesApplied || state.CloseEvent is null || NextRunId(state.CloseEvent).Length > 0)
        {
            return false;
        }

        foreach (var child in state.Children.Values)
        {
            if (child.Attributes.ParentClosePolicy != ParentClosePolicy.Abandon)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the id of the run that follows a closed one; empty when none does.</summary>
    public static string NextRunId(HistoryEvent closing) => closing.EventType switch
    {
        EventType.WorkflowExecutionCompleted => closing.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionFailed => closing.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionTimedOut => closing.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionContinuedAsNew =>
            closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => string.Empty,
    };

    /// <summary>Returns the outcome of an update that was accepted but not completed when the run closed.</summary>
    public static Outcome AbortedUpdate() => new()
    {
        Failure = new Failure
        {
            Message = "Workflow Update failed because the Workflow completed before the Update completed.",
            Source = "Server",
            ApplicationFailureInfo = new ApplicationFailureInfo
            {
                Type = "AcceptedUpdateCompletedWorkflow",
                NonRetryable = true,
            },
        },
    };
}
