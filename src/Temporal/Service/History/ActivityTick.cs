using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>What is due of activities: retries and the four timeouts.</summary>
internal static class ActivityTick
{
    private const string NoTimeLeft =
        "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying";

    /// <summary>Does what is due of one activity.</summary>
    public static void Meet(Draft draft, ActivityState activity, DeadlineKind kind)
    {
        if (kind == DeadlineKind.ActivityRetry)
        {
            draft.SetActivity(activity with { WaitsForRetry = false });
            draft.Effect(new Effect.OfferActivityTask(
                activity.Attributes.TaskQueue.Name, activity.ScheduledEventId, activity.Attempt));
            return;
        }

        var type = kind switch
        {
            DeadlineKind.ActivityScheduleToStart => TimeoutType.ScheduleToStart,
            DeadlineKind.ActivityScheduleToClose => TimeoutType.ScheduleToClose,
            DeadlineKind.ActivityHeartbeat => TimeoutType.Heartbeat,
            _ => TimeoutType.StartToClose,
        };
        TimeOut(draft, activity, type);
    }

    private static void TimeOut(Draft draft, ActivityState activity, TimeoutType type)
    {
        var failure = Failed($"activity {type} timeout", type);
        if (ActivityEnding.Retry(draft, activity, failure, out var retryState))
        {
            return;
        }

        if (retryState == RetryState.Timeout && type != TimeoutType.ScheduleToStart)
        {
            failure = Failed(NoTimeLeft, TimeoutType.ScheduleToClose);
        }

        failure.Cause = activity.LastFailure;
        failure.TimeoutFailureInfo.LastHeartbeatDetails = activity.HeartbeatDetails;
        ActivityEnding.End(draft, activity, version: null, startedEventId => new HistoryEvent
        {
            EventType = EventType.ActivityTaskTimedOut,
            ActivityTaskTimedOutEventAttributes = new ActivityTaskTimedOutEventAttributes
            {
                Failure = failure,
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                RetryState = retryState,
            },
        });
    }

    private static Failure Failed(string message, TimeoutType type) => new()
    {
        Message = message,
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type },
    };
}
