using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>A signal to another workflow: initiated, then delivered or refused. A sent one cannot be
/// cancelled.</summary>
internal sealed class ExternalSignalMachine(uint seq, Command signal) : CommandMachine
{
    private PendingCommand? _signal;
    private long _initiatedEventId;
    private bool _done;

    public void Send(RunState run) => _signal = run.Send(new(signal, this));

    public void Cancel(RunState run)
    {
        if (_done || _signal is not { Sent: false })
            return;
        _signal.Dropped = true;
        Resolve(run, new Failure { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new() });
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        _initiatedEventId = historyEvent.EventId;
        run.Follow(historyEvent.EventId, this);
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run)
    {
        run.Unfollow(_initiatedEventId);
        Resolve(run, historyEvent.EventType == EventType.SignalExternalWorkflowExecutionFailed
            ? Refused(historyEvent.SignalExternalWorkflowExecutionFailedEventAttributes.Cause)
            : null);
    }

    private static Failure Refused(SignalExternalWorkflowExecutionFailedCause cause) => new()
    {
        Message = cause switch
        {
            SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound =>
                "Unable to signal external workflow because it was not found",
            SignalExternalWorkflowExecutionFailedCause.NamespaceNotFound =>
                "Unable to signal external workflow because its namespace was not found",
            _ => $"Unable to signal external workflow: {cause}",
        },
        ApplicationFailureInfo = new() { Type = cause.ToString() },
    };

    private void Resolve(RunState run, Failure? failure)
    {
        if (_done)
            return;
        _done = true;
        run.ExternalSignals.Remove(seq);
        run.Tell(new ActivationJob.ResolveExternalSignal(seq, failure));
    }
}
