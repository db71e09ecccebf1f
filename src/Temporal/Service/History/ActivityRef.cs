namespace Temporalio.Service.History;

/// <summary>Which activity a caller speaks of: by task token, or by the workflow's id of it.</summary>
internal abstract record ActivityRef
{
    private ActivityRef()
    {
    }

    /// <summary>By a task token: this very attempt, counted since this very restart.</summary>
    public sealed record Token(long ScheduledEventId, int Attempt, int Resets = 0) : ActivityRef;

    /// <summary>By activity id: whatever attempt is pending.</summary>
    public sealed record Id(string ActivityId) : ActivityRef;

    /// <summary>Returns the pending activity. By token, a worker must have that attempt.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: the run is closed, or no such activity is pending.</exception>
    public ActivityState Require(RunState state)
    {
        RunRefusal.IfClosed(state);
        var activity = this switch
        {
            Token token => state.Activities.GetValueOrDefault(token.ScheduledEventId),
            Id id when state.ActivityIds.TryGetValue(id.ActivityId, out var scheduled) => state.Activities[scheduled],
            _ => null,
        };
        if (activity is null && this is Id missing)
        {
            throw RunRefusal.Missing(
                $"cannot find pending activity with ActivityID {missing.ActivityId}, "
                + "check workflow execution history for more details");
        }

        var isStale = activity is not null && this is Token at
            && (!activity.IsStarted || activity.Attempt != at.Attempt || activity.Resets != at.Resets);
        return activity is null || isStale ? throw RunRefusal.ActivityNotFound() : activity;
    }
}
