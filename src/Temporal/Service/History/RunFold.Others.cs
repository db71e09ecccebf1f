using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Events of children, other runs and updates.</summary>
internal static partial class RunFold
{
    private static RunState ChangeOthers(RunState state, HistoryEvent next) => next.EventType switch
    {
        EventType.StartChildWorkflowExecutionInitiated => state with
        {
            Children = state.Children.SetItem(
                next.EventId,
                new ChildState(next.EventId, next.StartChildWorkflowExecutionInitiatedEventAttributes)
                {
                    UserMetadata = next.UserMetadata,
                }),
        },
        EventType.StartChildWorkflowExecutionFailed =>
            WithoutChild(state, next.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId),
        EventType.ChildWorkflowExecutionStarted => ChildStarted(state, next),
        EventType.ChildWorkflowExecutionCompleted =>
            WithoutChild(state, next.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId),
        EventType.ChildWorkflowExecutionFailed =>
            WithoutChild(state, next.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId),
        EventType.ChildWorkflowExecutionCanceled =>
            WithoutChild(state, next.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId),
        EventType.ChildWorkflowExecutionTimedOut =>
            WithoutChild(state, next.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId),
        EventType.ChildWorkflowExecutionTerminated =>
            WithoutChild(state, next.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId),
        EventType.SignalExternalWorkflowExecutionInitiated => state with
        {
            Signals = state.Signals.SetItem(
                next.EventId,
                new ExternalSignalState(next.EventId, next.SignalExternalWorkflowExecutionInitiatedEventAttributes)),
        },
        EventType.SignalExternalWorkflowExecutionFailed =>
            WithoutSignal(state, next.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId),
        EventType.ExternalWorkflowExecutionSignaled =>
            WithoutSignal(state, next.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId),
        EventType.RequestCancelExternalWorkflowExecutionInitiated => state with
        {
            Cancels = state.Cancels.SetItem(
                next.EventId,
                new ExternalCancelState(
                    next.EventId, next.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes)),
        },
        EventType.RequestCancelExternalWorkflowExecutionFailed =>
            WithoutCancel(state, next.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId),
        EventType.ExternalWorkflowExecutionCancelRequested =>
            WithoutCancel(state, next.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId),
        _ => state,
    };

    private static RunState ChildStarted(RunState state, HistoryEvent next)
    {
        var attributes = next.ChildWorkflowExecutionStartedEventAttributes;
        return state.Children.TryGetValue(attributes.InitiatedEventId, out var child)
            ? state with
            {
                Children = state.Children.SetItem(child.InitiatedEventId, child with
                {
                    StartedEventId = next.EventId > 0 ? next.EventId : ChildState.StartedBuffered,
                    RunId = attributes.WorkflowExecution.RunId,
                }),
            }
            : state;
    }

    private static RunState WithoutChild(RunState state, long id) =>
        state with { Children = state.Children.Remove(id) };

    private static RunState WithoutSignal(RunState state, long id) => state with { Signals = state.Signals.Remove(id) };

    private static RunState WithoutCancel(RunState state, long id) => state with { Cancels = state.Cancels.Remove(id) };

    private static RunState UpdateAdmitted(RunState state, WorkflowExecutionUpdateAdmittedEventAttributes admitted)
    {
        var id = admitted.Request.Meta.UpdateId;
        return state with
        {
            Updates = state.Updates.SetItem(id, new UpdateState
            {
                UpdateId = id,
                Request = admitted.Request,
                Stage = UpdateWorkflowExecutionLifecycleStage.Admitted,
                InHistory = true,
            }),
        };
    }

    private static RunState UpdateAccepted(RunState state, HistoryEvent next)
    {
        var attributes = next.WorkflowExecutionUpdateAcceptedEventAttributes;
        return state with
        {
            Updates = state.Updates.SetItem(attributes.ProtocolInstanceId, new UpdateState
            {
                UpdateId = attributes.ProtocolInstanceId,
                Request = attributes.AcceptedRequest
                    ?? state.Updates.GetValueOrDefault(attributes.ProtocolInstanceId)?.Request,
                Stage = UpdateWorkflowExecutionLifecycleStage.Accepted,
                AcceptedEventId = next.EventId,
                InHistory = true,
            }),
        };
    }

    private static RunState UpdateCompleted(RunState state, WorkflowExecutionUpdateCompletedEventAttributes completed)
    {
        var id = completed.Meta.UpdateId;
        return state with
        {
            Updates = state.Updates.SetItem(id, new UpdateState
            {
                UpdateId = id,
                Stage = UpdateWorkflowExecutionLifecycleStage.Completed,
                AcceptedEventId = completed.AcceptedEventId,
                Outcome = completed.Outcome,
                InHistory = true,
            }),
        };
    }
}
