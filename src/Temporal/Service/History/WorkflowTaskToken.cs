namespace Temporalio.Service.History;

/// <summary>Which workflow task a worker speaks of; what a task token holds besides the run.</summary>
/// <param name="ScheduledEventId">The id of its Scheduled event.</param>
/// <param name="StartedEventId">The id of its Started event.</param>
/// <param name="Attempt">From 1.</param>
internal readonly record struct WorkflowTaskToken(long ScheduledEventId, long StartedEventId, int Attempt)
{
    /// <summary>Returns the task of the token.</summary>
    /// <exception cref="ServiceException">
    /// NOT_FOUND: the run is closed, or that task is not the running one.
    /// </exception>
    public WorkflowTaskState Require(RunState state) =>
        !state.IsRunning ? throw RunRefusal.Completed()
        : state.Task is { } task
            && task.StartedEventId == StartedEventId
            && task.ScheduledEventId == ScheduledEventId
            && task.Attempt == Attempt
            && task.IsStarted
                ? task
                : throw RunRefusal.TaskNotFound();
}
