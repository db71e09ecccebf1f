using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>What came from outside, apart from tasks and activities.</summary>
internal static class RecordedOccurrences
{
    /// <summary>Decides the input that led to an event.</summary>
    public static Transition Decide(LiveRun run, HistoryEvent next)
    {
        var state = run.State;
        var at = run.At;
        switch (next.EventType)
        {
            case EventType.WorkflowExecutionSignaled:
                return SignalDecision.Signal(
                    state, new SignalInput(next.WorkflowExecutionSignaledEventAttributes, next.Links), at);
            case EventType.WorkflowExecutionCancelRequested:
                return CancelDecision.Request(
                    state, new CancelInput(next.WorkflowExecutionCancelRequestedEventAttributes), at);
            case EventType.WorkflowExecutionTerminated:
                var terminated = next.WorkflowExecutionTerminatedEventAttributes;
                return TerminateDecision.Terminate(
                    state, new TerminateInput(terminated.Reason, terminated.Details, terminated.Identity), at);
            case EventType.ChildWorkflowExecutionStarted:
                var started = next.ChildWorkflowExecutionStartedEventAttributes;
                return ChildDecision.Started(state, started.InitiatedEventId, started.WorkflowExecution.RunId, at);
            case EventType.StartChildWorkflowExecutionFailed:
                var failed = next.StartChildWorkflowExecutionFailedEventAttributes;
                return ChildDecision.StartFailed(state, failed.InitiatedEventId, failed.Cause, at);
            case EventType.ExternalWorkflowExecutionSignaled:
                return ExternalDecision.Signaled(
                    state, next.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId, at);
            case EventType.SignalExternalWorkflowExecutionFailed:
                var unsent = next.SignalExternalWorkflowExecutionFailedEventAttributes;
                return ExternalDecision.SignalFailed(state, unsent.InitiatedEventId, unsent.Cause, at);
            case EventType.ExternalWorkflowExecutionCancelRequested:
                return ExternalDecision.CancelRequested(
                    state, next.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId, at);
            case EventType.TimerFired or EventType.WorkflowExecutionTimedOut:
                return TickDecision.Tick(state, at);
            default:
                return ChildDecision.Closed(state, ClosedChild(run, next), at);
        }
    }

    /// <summary>Starts the child that the parent asked for and closes it as recorded.</summary>
    private static RunState ClosedChild(LiveRun run, HistoryEvent next)
    {
        var closing = Closing(next, out var initiatedEventId, out var runId);
        var effect = run.Effects.OfType<Effect.StartChild>().Single(child => child.InitiatedEventId == initiatedEventId);
        var key = run.Key with { WorkflowId = effect.Attributes.WorkflowId, RunId = runId };
        var child = StartDecision.Start(key, StartRequests.ForChild(run.State, effect), run.At).State;
        return RunFold.Apply(child, closing);
    }

    private static HistoryEvent Closing(HistoryEvent next, out long initiatedEventId, out string runId)
    {
        var closing = new HistoryEvent { EventId = 3 };
        switch (next.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted:
                initiatedEventId = next.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId;
                runId = next.ChildWorkflowExecutionCompletedEventAttributes.WorkflowExecution.RunId;
                closing.EventType = EventType.WorkflowExecutionCompleted;
                closing.WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
                {
                    Result = next.ChildWorkflowExecutionCompletedEventAttributes.Result,
                };
                return closing;
            case EventType.ChildWorkflowExecutionFailed:
                initiatedEventId = next.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId;
                runId = next.ChildWorkflowExecutionFailedEventAttributes.WorkflowExecution.RunId;
                closing.EventType = EventType.WorkflowExecutionFailed;
                closing.WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
                {
                    Failure = next.ChildWorkflowExecutionFailedEventAttributes.Failure,
                    RetryState = next.ChildWorkflowExecutionFailedEventAttributes.RetryState,
                };
                return closing;
            case EventType.ChildWorkflowExecutionCanceled:
                initiatedEventId = next.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId;
                runId = next.ChildWorkflowExecutionCanceledEventAttributes.WorkflowExecution.RunId;
                closing.EventType = EventType.WorkflowExecutionCanceled;
                closing.WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
                {
                    Details = next.ChildWorkflowExecutionCanceledEventAttributes.Details,
                };
                return closing;
            default:
                throw new InvalidOperationException($"The driver does not know what leads to {next.EventType}.");
        }
    }
}
