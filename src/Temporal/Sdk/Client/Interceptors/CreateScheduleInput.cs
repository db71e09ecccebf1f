using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Making a schedule.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Schedule">The schedule.</param>
/// <param name="Options">Options.</param>
public record CreateScheduleInput(
    string Id,
    Schedule Schedule,
    ScheduleOptions? Options);
