namespace Temporalio.Service.Schedules;

/// <summary>What a decision on a schedule leads to.</summary>
/// <param name="State">The schedule as it stands then.</param>
/// <param name="Commands">What is to be done once the state is on disk, in order.</param>
internal sealed record ScheduleStep(ScheduleState State, IReadOnlyList<ScheduleCommand> Commands)
{
    /// <summary>When to decide again without an event; null for never.</summary>
    public DateTimeOffset? Wake => ScheduleClock.NextWake(State);
}
