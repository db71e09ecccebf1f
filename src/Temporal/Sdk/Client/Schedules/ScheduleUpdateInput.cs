namespace Temporalio.Client.Schedules;

/// <summary>What an updater of a schedule gets.</summary>
/// <param name="Description">The schedule as it stands.</param>
public record ScheduleUpdateInput(ScheduleDescription Description);
