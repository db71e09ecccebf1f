namespace Temporalio.Client.Schedules;

/// <summary>What starts, when, and by which rules.</summary>
/// <param name="Action">What the schedule does.</param>
/// <param name="Spec">When.</param>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    /// <summary>Gets the rules.</summary>
    public SchedulePolicy Policy { get; init; } = new();

    /// <summary>Gets whether it acts, and how often still.</summary>
    public ScheduleState State { get; init; } = new();
}
