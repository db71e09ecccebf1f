namespace Temporalio.Client.Schedules;

/// <summary>An action that a schedule took.</summary>
/// <param name="ScheduledAt">When it was due, jitter included.</param>
/// <param name="StartedAt">When it was taken.</param>
/// <param name="Action">What came of it.</param>
public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action)
{
    internal static ScheduleActionResult FromProto(Api.Schedule.V1.ScheduleActionResult proto) => new(
        proto.ScheduleTime?.ToDateTime() ?? default,
        proto.ActualTime?.ToDateTime() ?? default,
        ScheduleActionExecutionStartWorkflow.FromProto(proto.StartWorkflowResult));
}
