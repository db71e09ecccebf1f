using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>A timer: started, then fired or cancelled.</summary>
internal sealed class TimerMachine(uint seq, Command start) : CommandMachine
{
    private PendingCommand? _start;
    private bool _done;

    public void Start(RunState run) => _start = run.Send(new(start, this));

    /// <summary>Cancels the timer; one that was not sent yet leaves no trace.</summary>
    public void Cancel(RunState run)
    {
        if (_done)
            return;
        _done = true;
        if (_start is { Sent: false })
        {
            _start.Dropped = true;
            return;
        }
        run.Send(new(
            new()
            {
                CommandType = CommandType.CancelTimer,
                CancelTimerCommandAttributes = new() { TimerId = start.StartTimerCommandAttributes.TimerId },
            },
            null));
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run) =>
        run.Follow(historyEvent.EventId, this);

    public override void OnEvent(HistoryEvent historyEvent, RunState run)
    {
        run.Unfollow(historyEvent.TimerFiredEventAttributes.StartedEventId);
        if (_done)
            return;
        _done = true;
        run.Timers.Remove(seq);
        run.Tell(new ActivationJob.FireTimer(seq));
    }
}
