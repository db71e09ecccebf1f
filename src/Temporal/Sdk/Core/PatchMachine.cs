using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>A patch: recorded once as a marker.</summary>
internal sealed class PatchMachine(string patchId) : CommandMachine
{
    public string PatchId => patchId;

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        // Nothing follows a marker.
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run) =>
        throw new InvalidOperationException($"Event {historyEvent.EventId} cannot refer to a marker.");
}
