using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Service.History.Commands;

namespace Temporalio.Service.History;

/// <summary>A worker, or somebody on its behalf, ends an attempt of an activity.</summary>
internal static class ActivityEndDecision
{
    /// <summary>
    /// Returns the run after the end of the attempt: the activity is over, or its next attempt is set.
    /// </summary>
    /// <exception cref="ServiceException">
    /// NOT_FOUND: no such activity is pending. INVALID_ARGUMENT: canceled without a request, or a failure of the
    /// wrong kind.
    /// </exception>
    public static Transition End(RunState state, ActivityRef which, ActivityEndInput input, in Moment at)
    {
        var activity = which.Require(state);
        var draft = new Draft(state, at);
        activity = Started(activity, input, at);
        switch (input)
        {
            case ActivityEndInput.Completed completed when BlobLimit.Exceeds(completed.Result):
                Fail(draft, activity, input, TooLarge());
                break;
            case ActivityEndInput.Completed completed:
                Complete(draft, activity, completed);
                break;
            case ActivityEndInput.Failed failed:
                var details = failed.HeartbeatDetails ?? activity.HeartbeatDetails;
                Fail(draft, activity with { HeartbeatDetails = details }, input, failed.Failure);
                break;
            case ActivityEndInput.Canceled canceled:
                Cancel(draft, activity, canceled);
                break;
        }

        return draft.Finish();
    }

    /// <summary>By id, an activity may complete that no worker took: the caller counts as the one who did.</summary>
    private static ActivityState Started(ActivityState activity, ActivityEndInput input, in Moment at)
    {
        if (activity.IsStarted)
        {
            return activity;
        }

        return input is ActivityEndInput.Completed
            ? activity with { StartedTime = at.Now, StartedIdentity = input.Identity }
            : throw RunRefusal.ActivityNotFound();
    }

    private static void Complete(Draft draft, ActivityState activity, ActivityEndInput.Completed input) =>
        ActivityEnding.End(draft, activity, input.Version, startedEventId => new HistoryEvent
        {
            EventType = EventType.ActivityTaskCompleted,
            ActivityTaskCompletedEventAttributes = new ActivityTaskCompletedEventAttributes
            {
                Result = input.Result,
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Identity = input.Identity,
            },
        });

    private static void Fail(Draft draft, ActivityState activity, ActivityEndInput input, Failure? failure)
    {
        failure ??= new Failure();
        if (ActivityEnding.Retry(draft, activity, failure, out var retryState))
        {
            return;
        }

        ActivityEnding.End(draft, activity, input.Version, startedEventId => new HistoryEvent
        {
            EventType = EventType.ActivityTaskFailed,
            ActivityTaskFailedEventAttributes = new ActivityTaskFailedEventAttributes
            {
                Failure = failure,
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Identity = input.Identity,
                RetryState = retryState,
            },
        });
    }

    /// <summary>Writes that the activity ended because it was asked to.</summary>
    internal static void Cancel(Draft draft, ActivityState activity, ActivityEndInput.Canceled input)
    {
        if (activity.CancelRequestedEventId == 0)
        {
            throw ServiceException.Invalid(
                "unable to mark activity as canceled without activity being request canceled first");
        }

        ActivityEnding.End(draft, activity, input.Version, startedEventId => new HistoryEvent
        {
            EventType = EventType.ActivityTaskCanceled,
            ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
            {
                Details = input.Details,
                LatestCancelRequestedEventId = activity.CancelRequestedEventId,
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Identity = input.Identity,
            },
        });
    }

    private static Failure TooLarge() => new()
    {
        Message = "Complete result exceeds size limit.",
        Source = "Server",
        ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
    };
}
