using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Service.History;

/// <summary>Takes up a restored run: what a dead process held is free again.</summary>
internal static class RecoveryDecision
{
    /// <summary>
    /// Returns a restored run with its started workflow task timed out and scheduled anew, and its in-process
    /// activities set to their next attempt. Call it once after <see cref="RunRestore"/>; <see
    /// cref="OutstandingDecision"/> of the result then tells everything to be done, so the effects of this transition
    /// need no care besides.
    /// </summary>
    public static Transition Recover(RunState state, in Moment at)
    {
        if (!state.IsRunning)
        {
            return Transition.None(state);
        }

        var draft = new Draft(state, at);
        if (state.Task is { IsStarted: true })
        {
            TaskEnding.TimeOut(draft, TimeoutType.StartToClose);
            TaskScheduling.Ensure(draft);
        }
        else if (!state.Buffered.IsEmpty)
        {
            draft.State = draft.State.WithTask(null);
            TaskScheduling.Ensure(draft);
        }

        foreach (var activity in state.Activities.Values)
        {
            if (activity is { IsStarted: true, StartedInProcess: true })
            {
                Lose(draft, activity);
            }
        }

        return draft.Finish();
    }

    /// <summary>
    /// Returns the run with a started activity, whose worker is gone, set to its next attempt; unchanged if none is.
    /// </summary>
    public static Transition LostActivity(RunState state, long scheduledEventId, in Moment at)
    {
        if (!state.IsRunning
            || !state.Activities.TryGetValue(scheduledEventId, out var activity)
            || !activity.IsStarted)
        {
            return Transition.None(state);
        }

        var draft = new Draft(state, at);
        Lose(draft, activity);
        return draft.Finish();
    }

    /// <summary>
    /// Offers the next attempt at once, whatever the retry policy says: nobody knows that this one failed. One that was
    /// asked to cancel is canceled: it does not run any more.
    /// </summary>
    private static void Lose(Draft draft, ActivityState activity)
    {
        if (activity.CancelRequestedEventId != 0)
        {
            ActivityEndDecision.Cancel(draft, activity, new ActivityEndInput.Canceled(null) { Identity = activity.StartedIdentity });
            return;
        }

        ActivityEnding.TryAgain(
            draft,
            activity,
            new Failure
            {
                Message = "The process that ran this attempt ended before it reported a result.",
                Source = "Server",
                ServerFailureInfo = new ServerFailureInfo(),
            },
            TimeSpan.Zero);
    }
}
