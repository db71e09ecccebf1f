using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Turns a child's closing event into the parent's event of it.</summary>
internal static class ChildClosing
{
    /// <summary>Returns the parent's event.</summary>
    /// <param name="child">The child as the parent knows it.</param>
    /// <param name="runId">The child's run that closed: not its first one when it went on as others.</param>
    /// <param name="closing">The child's closing event.</param>
    /// <exception cref="InvalidOperationException">The event closes no run.</exception>
    public static HistoryEvent ToEvent(ChildState child, string runId, HistoryEvent closing)
    {
        var initiated = child.Attributes;
        var execution = new WorkflowExecution { WorkflowId = initiated.WorkflowId, RunId = runId };
        return closing.EventType switch
        {
            EventType.WorkflowExecutionCompleted => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionCompleted,
                ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
                {
                    Result = closing.WorkflowExecutionCompletedEventAttributes.Result,
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = child.InitiatedEventId,
                    StartedEventId = child.StartedEventId,
                },
            },
            EventType.WorkflowExecutionFailed => Failed(
                child,
                execution,
                closing.WorkflowExecutionFailedEventAttributes.Failure,
                closing.WorkflowExecutionFailedEventAttributes.RetryState),
            EventType.WorkflowExecutionCanceled => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionCanceled,
                ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
                {
                    Details = closing.WorkflowExecutionCanceledEventAttributes.Details,
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = child.InitiatedEventId,
                    StartedEventId = child.StartedEventId,
                },
            },
            EventType.WorkflowExecutionTimedOut => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionTimedOut,
                ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
                {
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = child.InitiatedEventId,
                    StartedEventId = child.StartedEventId,
                    RetryState = closing.WorkflowExecutionTimedOutEventAttributes.RetryState,
                },
            },
            EventType.WorkflowExecutionTerminated => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionTerminated,
                ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
                {
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = child.InitiatedEventId,
                    StartedEventId = child.StartedEventId,
                },
            },
            _ => throw new InvalidOperationException($"{closing.EventType} does not end a child for good."),
        };
    }

    private static HistoryEvent Failed(
        ChildState child, WorkflowExecution execution, Failure failure, RetryState retryState) => new()
    {
        EventType = EventType.ChildWorkflowExecutionFailed,
        ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
        {
            Failure = failure,
            Namespace = child.Attributes.Namespace,
            NamespaceId = child.Attributes.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = child.Attributes.WorkflowType,
            InitiatedEventId = child.InitiatedEventId,
            StartedEventId = child.StartedEventId,
            RetryState = retryState,
        },
    };
}
