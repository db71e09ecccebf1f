using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Writes the end of activities.</summary>
internal static class ActivityEnding
{
    /// <summary>
    /// Writes the Started event of the last attempt, if a worker has it, with the event that ends the activity.
    /// </summary>
    /// <param name="draft">The scratch paper.</param>
    /// <param name="activity">The activity that ends.</param>
    /// <param name="version">The worker's version, as its last word gave it.</param>
    /// <param name="ending">Makes the closing event from the Started event's id; 0 when there is none.</param>
    public static void End(
        Draft draft, ActivityState activity, WorkerVersionStamp? version, Func<long, HistoryEvent> ending)
    {
        var startedEventId = 0L;
        if (activity.StartedTime is { } time)
        {
            var started = Started(activity, version);
            started.EventTime = time.Wire();
            draft.Occur(started);
            startedEventId = started.EventId == 0 ? BufferedEvents.StartedBuffered : started.EventId;
        }

        draft.Occur(ending(startedEventId));
        ForgetFact(draft, activity);
        TaskScheduling.Ensure(draft);
    }

    /// <summary>Deletes the fact of an activity that ended, if it had one.</summary>
    public static void ForgetFact(Draft draft, ActivityState activity)
    {
        if (activity.IsStarted || activity.Attempt > 1 || activity.HeartbeatDetails is not null || activity.Touched)
        {
            draft.Fact(FactKey.Activity(activity.ScheduledEventId), null);
        }
    }

    /// <summary>Sets the next attempt after a failed one, if the retry policy has one left.</summary>
    /// <returns>True when there will be another attempt; else <paramref name="retryState"/> tells why not.</returns>
    public static bool Retry(Draft draft, ActivityState activity, Failure failure, out RetryState retryState)
    {
        if (activity.CancelRequestedEventId != 0)
        {
            retryState = RetryState.CancelRequested;
            return false;
        }

        var attributes = activity.Attributes;
        DateTimeOffset? expiration = attributes.ScheduleToCloseTimeout.IsSet()
            ? activity.ScheduledTime + attributes.ScheduleToCloseTimeout.Span()
            : null;
        // A restart counts attempts from the beginning.
        var attempt = activity.Reset == ActivityReset.None ? activity.Attempt : 0;
        var verdict = RetryDecision.After(attributes.RetryPolicy, attempt, failure, draft.At.Now, expiration);
        if (verdict is RetryVerdict.GiveUp giveUp)
        {
            retryState = giveUp.State;
            return false;
        }

        retryState = RetryState.InProgress;
        TryAgain(draft, activity, failure, ((RetryVerdict.Again)verdict).Delay);
        return true;
    }

    /// <summary>Sets the next attempt, after a wait or at once.</summary>
    public static void TryAgain(Draft draft, ActivityState activity, Failure failure, TimeSpan delay)
    {
        var begins = activity.Reset != ActivityReset.None;
        var next = activity with
        {
            Attempt = begins ? 1 : activity.Attempt + 1,
            Resets = begins ? activity.Resets + 1 : activity.Resets,
            Reset = ActivityReset.None,
            HeartbeatDetails =
                activity.Reset == ActivityReset.AttemptsAndHeartbeat ? null : activity.HeartbeatDetails,
            AttemptTime = draft.At.Now + delay,
            WaitsForRetry = delay > TimeSpan.Zero,
            StartedTime = null,
            StartedRequestId = string.Empty,
            StartedInProcess = false,
            LastStartedTime = activity.StartedTime,
            LastAttemptCompleteTime = draft.At.Now,
            LastFailure = failure,
            HeartbeatTime = null,
        };
        draft.SetActivity(next);
        if (!next.WaitsForRetry && next.Pause is null)
        {
            draft.Effect(new Effect.OfferActivityTask(
                next.Attributes.TaskQueue.Name, next.ScheduledEventId, next.Attempt));
        }
    }

    private static HistoryEvent Started(ActivityState activity, WorkerVersionStamp? version) => new()
    {
        EventType = EventType.ActivityTaskStarted,
        ActivityTaskStartedEventAttributes = new ActivityTaskStartedEventAttributes
        {
            ScheduledEventId = activity.ScheduledEventId,
            Identity = activity.StartedIdentity,
            RequestId = activity.StartedRequestId,
            Attempt = activity.Attempt,
            LastFailure = activity.LastFailure,
#pragma warning disable CS0612 // the server still writes this field for workers without deployments
            WorkerVersion = version,
#pragma warning restore CS0612
        },
    };
}
