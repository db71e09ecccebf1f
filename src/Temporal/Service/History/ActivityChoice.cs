namespace Temporalio.Service.History;

/// <summary>Which activities of a run an operator speaks of.</summary>
internal abstract record ActivityChoice
{
    private ActivityChoice()
    {
    }

    /// <summary>The one of an id.</summary>
    public sealed record Id(string ActivityId) : ActivityChoice;

    /// <summary>All of a type.</summary>
    public sealed record Type(string Name) : ActivityChoice;

    /// <summary>All that are pending.</summary>
    public sealed record All : ActivityChoice;

    /// <summary>Returns the pending activities that are meant, in the order in which they were scheduled.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: the run is closed, or none of the id or type is pending.</exception>
    public IReadOnlyList<ActivityState> Require(RunState state)
    {
        RunRefusal.IfClosed(state);
        var meant = state.Activities.Values.Where(Means).OrderBy(activity => activity.ScheduledEventId).ToList();
        return meant.Count > 0 || this is All
            ? meant
            : throw RunRefusal.Missing(
                "Can't find pending activity with such ID. Invalid activityID or activity already completed");
    }

    private bool Means(ActivityState activity) => this switch
    {
        Id one => activity.ActivityId == one.ActivityId,
        Type type => activity.Attributes.ActivityType.Name == type.Name,
        _ => true,
    };
}
