using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>What becomes of a child, told to its parent.</summary>
internal static class ChildDecision
{
    /// <summary>Returns the parent knowing that the child runs; unchanged when it knew, or is closed.</summary>
    public static Transition Started(RunState parent, long initiatedEventId, string childRunId, in Moment at)
    {
        if (!TryPending(parent, initiatedEventId, out var child) || child.IsStarted)
        {
            return Transition.None(parent);
        }

        var initiated = child.Attributes;
        return Occur(parent, at, new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionStarted,
            ChildWorkflowExecutionStartedEventAttributes = new ChildWorkflowExecutionStartedEventAttributes
            {
                Namespace = initiated.Namespace,
                NamespaceId = initiated.NamespaceId,
                InitiatedEventId = initiatedEventId,
                WorkflowExecution = new WorkflowExecution { WorkflowId = initiated.WorkflowId, RunId = childRunId },
                WorkflowType = initiated.WorkflowType,
                Header = initiated.Header,
            },
        });
    }

    /// <summary>
    /// Returns the parent knowing that the child could not be started; unchanged when it knew, or is closed.
    /// </summary>
    public static Transition StartFailed(
        RunState parent, long initiatedEventId, StartChildWorkflowExecutionFailedCause cause, in Moment at)
    {
        if (!TryPending(parent, initiatedEventId, out var child) || child.IsStarted)
        {
            return Transition.None(parent);
        }

        var initiated = child.Attributes;
        var failed = new StartChildWorkflowExecutionFailedEventAttributes
        {
            Namespace = initiated.Namespace,
            NamespaceId = initiated.NamespaceId,
            WorkflowId = initiated.WorkflowId,
            WorkflowType = initiated.WorkflowType,
            Cause = cause,
            InitiatedEventId = initiatedEventId,
#pragma warning disable CS0612 // the server still copies this field
            Control = initiated.Control,
#pragma warning restore CS0612
        };
        return Occur(parent, at, new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionFailed,
            StartChildWorkflowExecutionFailedEventAttributes = failed,
        });
    }

    /// <summary>Returns the parent knowing how the child ended; unchanged when it knew, or is closed.</summary>
    /// <param name="parent">The parent's run.</param>
    /// <param name="child">The child's run that closed: the last of its chain.</param>
    /// <param name="at">The time of the report.</param>
    public static Transition Closed(RunState parent, RunState child, in Moment at)
    {
        var initiatedEventId = child.Start.ParentInitiatedEventId;
        if (child.CloseEvent is not { } closing || !TryPending(parent, initiatedEventId, out var pending))
        {
            return Transition.None(parent);
        }

        if (!pending.IsStarted)
        {
            // The child was quicker than the word of its start.
            var started = Started(parent, initiatedEventId, child.Start.FirstExecutionRunId, at);
            var closed = Closed(started.State, child, at);
            return new Transition(
                closed.State,
                [.. started.Events, .. closed.Events],
                [.. started.Effects, .. closed.Effects],
                [.. started.Facts, .. closed.Facts]);
        }

        return Occur(parent, at, ChildClosing.ToEvent(pending, child.Key.RunId, closing));
    }

    private static Transition Occur(RunState parent, in Moment at, HistoryEvent next)
    {
        var draft = new Draft(parent, at);
        draft.Occur(next);
        TaskScheduling.Ensure(draft);
        return draft.Finish();
    }

    private static bool TryPending(RunState parent, long initiatedEventId, out ChildState child)
    {
        child = parent.Children.GetValueOrDefault(initiatedEventId)!;
        return child is not null && parent.IsRunning;
    }
}
