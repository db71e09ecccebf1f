using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule is to become.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="TypedSearchAttributes">Its search attributes; null, the default, leaves them as they are.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
