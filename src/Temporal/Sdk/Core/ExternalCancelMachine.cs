using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>A request to cancel another workflow: initiated, then delivered or refused.</summary>
internal sealed class ExternalCancelMachine(uint seq) : CommandMachine
{
    private long _initiatedEventId;

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        _initiatedEventId = historyEvent.EventId;
        run.Follow(historyEvent.EventId, this);
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run)
    {
        run.Unfollow(_initiatedEventId);
        Failure? failure = null;
        if (historyEvent.EventType == EventType.RequestCancelExternalWorkflowExecutionFailed)
        {
            var cause = historyEvent.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause;
            failure = new Failure
            {
                Message = cause == CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound
                    ? "Unable to cancel external workflow because it was not found"
                    : $"Unable to cancel external workflow: {cause}",
                ApplicationFailureInfo = new() { Type = cause.ToString() },
            };
        }
        run.Tell(new ActivationJob.ResolveExternalCancel(seq, failure));
    }
}
