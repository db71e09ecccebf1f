namespace Temporalio.Service.Schedules;

/// <summary>Which schedule: ids are unique within a namespace.</summary>
internal readonly record struct ScheduleKey(string Namespace, string Id);
