using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>The request to cancel a child: initiated, then delivered or refused.</summary>
internal sealed class ChildCancelMachine(ChildMachine child) : CommandMachine
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
        child.OnCancelDelivered(run);
    }
}
