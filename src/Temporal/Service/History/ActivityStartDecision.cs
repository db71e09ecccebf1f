namespace Temporalio.Service.History;

/// <summary>A poll takes an activity task that was offered.</summary>
internal static class ActivityStartDecision
{
    /// <summary>
    /// Returns the run with the attempt started, or null when the offer is stale and must be dropped. No event is
    /// written: it comes with the attempt's end. The answer to the poll is in <see cref="RunState.Activities"/>.
    /// </summary>
    /// <param name="state">The run.</param>
    /// <param name="scheduledEventId">From the offer.</param>
    /// <param name="attempt">From the offer.</param>
    /// <param name="taker">The poll.</param>
    /// <param name="at">The time of the start.</param>
    public static Transition? Start(
        RunState state, long scheduledEventId, int attempt, TaskTaker taker, in Moment at)
    {
        if (!state.IsRunning
            || !state.Activities.TryGetValue(scheduledEventId, out var activity)
            || activity.IsStarted
            || activity.WaitsForRetry
            || activity.Pause is not null
            || activity.Attempt != attempt)
        {
            return null;
        }

        var draft = new Draft(state, at);
        draft.SetActivity(activity with
        {
            StartedTime = at.Now,
            StartedRequestId = taker.RequestId,
            StartedIdentity = taker.Identity,
            StartedInProcess = taker.InProcess,
            HeartbeatTime = null,
        });
        return draft.Finish();
    }
}
