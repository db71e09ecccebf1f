namespace Temporalio.Service.History;

/// <summary>A poll takes a workflow task that was offered.</summary>
internal static class WorkflowTaskStartDecision
{
    /// <summary>
    /// Returns the run with the task started, or null when the offer is stale: the run closed, the task went to
    /// another poll or to another attempt. The task must not be handed out then.
    /// </summary>
    /// <param name="state">The run.</param>
    /// <param name="scheduledEventId">From the offer.</param>
    /// <param name="attempt">From the offer.</param>
    /// <param name="taker">The poll.</param>
    /// <param name="at">The time of the start.</param>
    public static Transition? Start(
        RunState state, long scheduledEventId, int attempt, TaskTaker taker, in Moment at)
    {
        if (state.Task is not { IsStarted: false } task
            || task.ScheduledEventId != scheduledEventId
            || task.Attempt != attempt)
        {
            return null;
        }

        var draft = new Draft(state, at);
        TaskStarting.Start(draft, taker);
        return draft.Finish();
    }
}
