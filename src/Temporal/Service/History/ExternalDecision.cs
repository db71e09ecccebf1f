using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>What became of signals and cancel requests to other runs, told to their sender.</summary>
internal static class ExternalDecision
{
    /// <summary>Returns the sender knowing that its signal arrived; unchanged when it knew, or is closed.</summary>
    public static Transition Signaled(RunState state, long initiatedEventId, in Moment at)
    {
        if (!state.IsRunning || !state.Signals.TryGetValue(initiatedEventId, out var pending))
        {
            return Transition.None(state);
        }

        return Occur(state, at, new HistoryEvent
        {
            EventType = EventType.ExternalWorkflowExecutionSignaled,
            ExternalWorkflowExecutionSignaledEventAttributes = new ExternalWorkflowExecutionSignaledEventAttributes
            {
                InitiatedEventId = initiatedEventId,
                Namespace = NamespaceOf(state, pending.Attributes.Namespace),
                NamespaceId = pending.Attributes.NamespaceId,
                WorkflowExecution = pending.Attributes.WorkflowExecution,
            },
        });
    }

    /// <summary>
    /// Returns the sender knowing that its signal did not arrive; unchanged when it knew, or is closed.
    /// </summary>
    public static Transition SignalFailed(
        RunState state, long initiatedEventId, SignalExternalWorkflowExecutionFailedCause cause, in Moment at)
    {
        if (!state.IsRunning || !state.Signals.TryGetValue(initiatedEventId, out var pending))
        {
            return Transition.None(state);
        }

        return Occur(state, at, new HistoryEvent
        {
            EventType = EventType.SignalExternalWorkflowExecutionFailed,
            SignalExternalWorkflowExecutionFailedEventAttributes =
                new SignalExternalWorkflowExecutionFailedEventAttributes
            {
                Cause = cause,
                Namespace = NamespaceOf(state, pending.Attributes.Namespace),
                NamespaceId = pending.Attributes.NamespaceId,
                WorkflowExecution = pending.Attributes.WorkflowExecution,
                InitiatedEventId = initiatedEventId,
            },
        });
    }

    /// <summary>
    /// Returns the sender knowing that its cancel request arrived; unchanged when it knew, or is closed.
    /// </summary>
    public static Transition CancelRequested(RunState state, long initiatedEventId, in Moment at)
    {
        if (!state.IsRunning || !state.Cancels.TryGetValue(initiatedEventId, out var pending))
        {
            return Transition.None(state);
        }

        return Occur(state, at, new HistoryEvent
        {
            EventType = EventType.ExternalWorkflowExecutionCancelRequested,
            ExternalWorkflowExecutionCancelRequestedEventAttributes =
                new ExternalWorkflowExecutionCancelRequestedEventAttributes
                {
                    InitiatedEventId = initiatedEventId,
                    Namespace = NamespaceOf(state, pending.Attributes.Namespace),
                    NamespaceId = pending.Attributes.NamespaceId,
                    WorkflowExecution = pending.Attributes.WorkflowExecution,
                },
        });
    }

    /// <summary>
    /// Returns the sender knowing that its cancel request did not arrive; unchanged when it knew, or is closed.
    /// </summary>
    public static Transition CancelFailed(
        RunState state, long initiatedEventId, CancelExternalWorkflowExecutionFailedCause cause, in Moment at)
    {
        if (!state.IsRunning || !state.Cancels.TryGetValue(initiatedEventId, out var pending))
        {
            return Transition.None(state);
        }

        return Occur(state, at, new HistoryEvent
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionFailed,
            RequestCancelExternalWorkflowExecutionFailedEventAttributes =
                new RequestCancelExternalWorkflowExecutionFailedEventAttributes
                {
                    Cause = cause,
                    Namespace = NamespaceOf(state, pending.Attributes.Namespace),
                    NamespaceId = pending.Attributes.NamespaceId,
                    WorkflowExecution = pending.Attributes.WorkflowExecution,
                    InitiatedEventId = initiatedEventId,
                },
        });
    }

    // What the command left empty is the sender's own namespace.
    private static string NamespaceOf(RunState state, string asked) => asked.Length == 0 ? state.Key.Namespace : asked;

    private static Transition Occur(RunState state, in Moment at, HistoryEvent next)
    {
        var draft = new Draft(state, at);
        draft.Occur(next);
        TaskScheduling.Ensure(draft);
        return draft.Finish();
    }
}
