using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;

namespace Temporalio.Service.History;

/// <summary>An operator pauses, resumes, restarts or changes pending activities.</summary>
internal static class ActivityOperatorDecision
{
    /// <summary>Returns the run with activities that no worker gets any more. What runs goes on to its end.</summary>
    public static Transition Pause(RunState state, ActivityChoice which, ActivityPause pause, in Moment at)
    {
        var draft = new Draft(state, at);
        foreach (var activity in which.Require(state))
        {
            if (activity.Pause is null) draft.SetActivity(activity with { Pause = pause, Touched = true });
        }

        return draft.Finish();
    }

    /// <summary>Returns the run with activities that workers get again, at once or after a delay.</summary>
    public static Transition Unpause(
        RunState state, ActivityChoice which, ActivityReset reset, TimeSpan delay, in Moment at)
    {
        var draft = new Draft(state, at);
        foreach (var activity in which.Require(state))
        {
            if (activity.Pause is null) continue;
            var resumed = activity with { Pause = null, Touched = true };
            if (activity.IsStarted) draft.SetActivity(resumed with { Reset = Max(activity.Reset, reset) });
            else Offer(draft, Afresh(resumed, reset), delay);
        }

        return draft.Finish();
    }

    /// <summary>
    /// Returns the run with activities at their first attempt. One that runs begins anew when that attempt ends, and
    /// its worker is told by the next heartbeat.
    /// </summary>
    public static Transition Reset(
        RunState state,
        ActivityChoice which,
        ActivityReset reset,
        bool keepPaused,
        bool restoreOptions,
        TimeSpan delay,
        in Moment at)
    {
        var draft = new Draft(state, at);
        foreach (var one in which.Require(state))
        {
            var activity = restoreOptions ? ActivityChange.Restore(one) : one;
            activity = activity with { Pause = keepPaused ? activity.Pause : null, Touched = true };
            if (activity.IsStarted) draft.SetActivity(activity with { Reset = reset });
            else Offer(draft, Afresh(activity, reset), delay);
        }

        return draft.Finish();
    }

    /// <summary>Returns the run with other options of activities, and what they are now.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: the options are none that an activity can have.</exception>
    public static (Transition Transition, ActivityOptions Options) Change(
        RunState state,
        ActivityChoice which,
        ActivityOptions? options,
        FieldMask? mask,
        bool restore,
        in Moment at)
    {
        if (options is null && !restore) throw ServiceException.Invalid("ActivityOptions are not provided");
        var draft = new Draft(state, at);
        var now = new ActivityOptions();
        foreach (var activity in which.Require(state))
        {
            var changed = restore ? ActivityChange.Restore(activity) : ActivityChange.Apply(activity, options!, mask);
            changed = changed with { Touched = true };
            now = ActivityChange.OptionsOf(changed.Attributes);
            if (activity.IsStarted || activity.Pause is not null) draft.SetActivity(changed);
            else if (activity.WaitsForRetry) Offer(draft, changed, RetryIn(changed, at.Now));
            else Offer(draft, changed, TimeSpan.Zero);
        }

        return (draft.Finish(), now);
    }

    /// <summary>What is left of the wait for the next attempt when the retry policy is another.</summary>
    private static TimeSpan RetryIn(ActivityState activity, DateTimeOffset now)
    {
        if (activity is not { LastAttemptCompleteTime: { } ended, LastFailure: { } failure })
            return activity.AttemptTime > now ? activity.AttemptTime - now : TimeSpan.Zero;
        var verdict = RetryDecision.After(activity.Attributes.RetryPolicy, activity.Attempt - 1, failure, ended, null);
        var due = verdict is RetryVerdict.Again again ? ended + again.Delay : activity.AttemptTime;
        return due > now ? due - now : TimeSpan.Zero;
    }

    private static ActivityReset Max(ActivityReset one, ActivityReset other) => one > other ? one : other;

    private static ActivityState Afresh(ActivityState activity, ActivityReset reset) => reset == ActivityReset.None
        ? activity
        : activity with
        {
            Attempt = 1,
            Resets = activity.Resets + 1,
            Reset = ActivityReset.None,
            LastFailure = null,
            HeartbeatDetails = reset == ActivityReset.AttemptsAndHeartbeat ? null : activity.HeartbeatDetails,
        };

    private static void Offer(Draft draft, ActivityState activity, TimeSpan delay)
    {
        draft.SetActivity(activity with { AttemptTime = draft.At.Now + delay, WaitsForRetry = delay > TimeSpan.Zero });
        if (delay > TimeSpan.Zero || activity.Pause is not null) return;
        draft.Effect(new Effect.OfferActivityTask(
            activity.Attributes.TaskQueue.Name, activity.ScheduledEventId, activity.Attempt));
    }
}
