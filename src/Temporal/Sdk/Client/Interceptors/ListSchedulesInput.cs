using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Listing schedules.</summary>
/// <param name="Options">Options.</param>
public record ListSchedulesInput(
    ScheduleListOptions? Options);
