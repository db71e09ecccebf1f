namespace Temporalio.Client.Schedules;

/// <summary>What lists tell of what a schedule did and is going to do.</summary>
/// <param name="RecentActions">The last actions, oldest first.</param>
/// <param name="NextActionTimes">The next times, jitter included.</param>
public record ScheduleListInfo(
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes)
{
    internal static ScheduleListInfo FromProto(Api.Schedule.V1.ScheduleListInfo proto) => new(
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        [.. proto.FutureActionTimes.Select(time => time.ToDateTime())]);
}
