namespace Temporalio.Client.Schedules;

/// <summary>A schedule as lists show it.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Spec">When.</param>
/// <param name="State">Whether it acts.</param>
public record ScheduleListSchedule(ScheduleListAction Action, ScheduleSpec Spec, ScheduleListState State)
{
    internal static ScheduleListSchedule FromProto(Api.Schedule.V1.ScheduleListInfo proto) => new(
        new ScheduleListActionStartWorkflow(proto.WorkflowType?.Name ?? string.Empty),
        proto.Spec == null ? new() : ScheduleSpec.FromProto(proto.Spec),
        new(proto.Notes.Length == 0 ? null : proto.Notes, proto.Paused));
}
