using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Taking an action of a schedule now.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Options">Options.</param>
public record TriggerScheduleInput(
    string Id,
    ScheduleTriggerOptions? Options);
