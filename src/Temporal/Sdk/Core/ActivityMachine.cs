using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Core;

/// <summary>An activity: scheduled, maybe asked to cancel, then ended.</summary>
internal sealed class ActivityMachine(uint seq, Command schedule, ActivityCancellationType cancellationType)
    : CommandMachine
{
    private PendingCommand? _schedule;
    private long _scheduledEventId;
    private bool _cancelRequested;
    private bool _done;

    public void Schedule(RunState run) => _schedule = run.Send(new(schedule, this));

    public void Cancel(RunState run)
    {
        if (_done || _cancelRequested)
            return;
        _cancelRequested = true;
        if (_schedule is { Sent: false })
        {
            _schedule.Dropped = true;
            Resolve(run, Canceled(null));
            return;
        }
        if (cancellationType != ActivityCancellationType.Abandon)
        {
            run.Send(new(
                new()
                {
                    CommandType = CommandType.RequestCancelActivityTask,
                    RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = _scheduledEventId },
                },
                null));
        }
        if (cancellationType != ActivityCancellationType.WaitCancellationCompleted)
            Resolve(run, Canceled(null));
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        _scheduledEventId = historyEvent.EventId;
        run.Follow(historyEvent.EventId, this);
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run)
    {
        run.Unfollow(_scheduledEventId);
        if (_done)
            return;
        switch (historyEvent.EventType)
        {
            case EventType.ActivityTaskCompleted:
                var payloads = historyEvent.ActivityTaskCompletedEventAttributes.Result?.Payloads_;
                Resolve(run, new Resolution.Completed(payloads is { Count: > 0 } ? payloads[0] : null));
                break;
            case EventType.ActivityTaskFailed:
                var failed = historyEvent.ActivityTaskFailedEventAttributes;
                Resolve(run, Failed(
                    "Activity task failed", failed.Failure, failed.StartedEventId, failed.Identity, failed.RetryState));
                break;
            case EventType.ActivityTaskTimedOut:
                var late = historyEvent.ActivityTaskTimedOutEventAttributes;
                Resolve(run, Failed(
                    "Activity task timed out", late.Failure, late.StartedEventId, string.Empty, late.RetryState));
                break;
            case EventType.ActivityTaskCanceled:
                Resolve(run, Canceled(historyEvent.ActivityTaskCanceledEventAttributes));
                break;
        }
    }

    private void Resolve(RunState run, Resolution result)
    {
        _done = true;
        run.Activities.Remove(seq);
        run.Tell(new ActivationJob.ResolveActivity(seq, result));
    }

    private Resolution.Failed Canceled(ActivityTaskCanceledEventAttributes? canceled) => Failed(
        "Activity cancelled",
        new Failure
        {
            Message = "Activity cancelled",
            CanceledFailureInfo = new() { Details = canceled?.Details },
        },
        canceled?.StartedEventId ?? 0,
        canceled?.Identity ?? string.Empty,
        RetryState.CancelRequested);

    private Resolution.Failed Failed(
        string message, Failure cause, long startedEventId, string identity, RetryState retryState) => new(new Failure
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ScheduledEventId = _scheduledEventId,
            StartedEventId = startedEventId,
            Identity = identity,
            ActivityType = new ActivityType { Name = schedule.ScheduleActivityTaskCommandAttributes.ActivityType.Name },
            ActivityId = schedule.ScheduleActivityTaskCommandAttributes.ActivityId,
            RetryState = retryState,
        },
    });
}
