namespace Temporalio.Core;

/// <summary>What the workflow's commands start.</summary>
internal sealed partial class RunState
{
    private void Apply(WorkflowCommand command)
    {
        switch (command)
        {
            case WorkflowCommand.ScheduleActivity schedule:
                (Activities[schedule.Seq] = new(schedule.Seq, schedule.Command, schedule.CancellationType))
                    .Schedule(this);
                break;
            case WorkflowCommand.StartTimer start:
                (Timers[start.Seq] = new(start.Seq, start.Command)).Start(this);
                break;
            case WorkflowCommand.CancelTimer cancel:
                if (Timers.Remove(cancel.Seq, out var timer))
                    timer.Cancel(this);
                break;
            case WorkflowCommand.CancelActivity cancel:
                if (Activities.TryGetValue(cancel.Seq, out var activity))
                    activity.Cancel(this);
                break;
            case WorkflowCommand.ScheduleLocalActivity schedule:
                var local = LocalActivities[schedule.Seq] = new(schedule.Seq, schedule.Request);
                _localsToStart.Add(local);
                break;
            case WorkflowCommand.CancelLocalActivity cancel:
                if (LocalActivities.TryGetValue(cancel.Seq, out var canceled))
                    canceled.Cancel(this);
                break;
            case WorkflowCommand.StartChild start:
                (Children[start.Seq] = new(start.Seq, start.Command, start.CancellationType)).Start(this);
                break;
            case WorkflowCommand.CancelChild cancel:
                if (Children.TryGetValue(cancel.Seq, out var child))
                    child.Cancel(this, cancel.Reason);
                break;
            case WorkflowCommand.SignalExternal signal:
                (ExternalSignals[signal.Seq] = new(signal.Seq, signal.Command)).Send(this);
                break;
            case WorkflowCommand.CancelSignalExternal cancel:
                if (ExternalSignals.TryGetValue(cancel.Seq, out var sent))
                    sent.Cancel(this);
                break;
            case WorkflowCommand.CancelExternal cancel:
                Send(new(cancel.Command, new ExternalCancelMachine(cancel.Seq)));
                break;
            case WorkflowCommand.SetPatch patch:
                SetPatch(patch);
                break;
            case WorkflowCommand.Note note:
                Send(new(note.Command, null));
                break;
            case WorkflowCommand.AcceptUpdate accept:
                Update(accept.ProtocolInstanceId).Accept(this);
                break;
            case WorkflowCommand.RejectUpdate reject:
                Update(reject.ProtocolInstanceId).Reject(this, reject.Failure);
                break;
            case WorkflowCommand.CompleteUpdate complete:
                Update(complete.ProtocolInstanceId).Complete(this, complete.Result, complete.Failure);
                break;
            default:
                throw new InvalidOperationException($"Command {command.GetType().Name} is unknown here.");
        }
    }

    private UpdateMachine Update(string protocolInstanceId) => Updates.TryGetValue(protocolInstanceId, out var update)
        ? update
        : throw new InvalidOperationException($"Update {protocolInstanceId} was not asked for.");

    private void SetPatch(WorkflowCommand.SetPatch patch)
    {
        // A deprecated patch that history does not have was added after the history was written.
        if (_patchesSet.Contains(patch.PatchId) || (_replaying && !_patchesInHistory.Contains(patch.PatchId)))
            return;
        _patchesSet.Add(patch.PatchId);
        Send(new(new PatchMarker(patch.PatchId, patch.Deprecated).ToCommand(), new PatchMachine(patch.PatchId)));
        if (PatchMarker.ListCommand(_patchesSet) is { } list)
            Send(new(list, null) { PatchList = true });
    }
}
