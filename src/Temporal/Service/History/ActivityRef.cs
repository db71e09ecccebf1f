namespace Temporalio.Service.History;

/// <summary>Which activity a caller speaks of: by task token, or by the workflow's id of it.</summary>
internal abstract record ActivityRef
{
    private ActivityRef()
    {
    }

    /// <summary>By a task token: this very attempt.</summary>
    public sealed record Token(long ScheduledEventId, int Attempt) : ActivityRef;

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

        return activity is null || (this is Token at && (!activity.IsStarted || activity.Attempt != at.Attempt))
            ? throw RunRefusal.ActivityNotFound()
            : activity;
    }
}
