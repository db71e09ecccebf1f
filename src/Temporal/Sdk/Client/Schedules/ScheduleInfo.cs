namespace Temporalio.Client.Schedules;

/// <summary>What a schedule did and is going to do.</summary>
/// <param name="NumActions">How many actions it took.</param>
/// <param name="NumActionsMissedCatchupWindow">How many passed unseen for longer than the catch-up window.</param>
/// <param name="NumActionsSkippedOverlap">How many were left out because another ran.</param>
/// <param name="RunningActions">Workflows that run.</param>
/// <param name="RecentActions">The last actions, oldest first.</param>
/// <param name="NextActionTimes">The next times, jitter included.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUpdatedAt">When it was last updated; null for never.</param>
public record ScheduleInfo(
    long NumActions,
    long NumActionsMissedCatchupWindow,
    long NumActionsSkippedOverlap,
    IReadOnlyCollection<ScheduleActionExecution> RunningActions,
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes,
    DateTime CreatedAt,
    DateTime? LastUpdatedAt)
{
    internal static ScheduleInfo FromProto(Api.Schedule.V1.ScheduleInfo proto) => new(
        proto.ActionCount,
        proto.MissedCatchupWindow,
        proto.OverlapSkipped,
        [.. proto.RunningWorkflows.Select(ScheduleActionExecutionStartWorkflow.FromProto)],
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        [.. proto.FutureActionTimes.Select(time => time.ToDateTime())],
        proto.CreateTime?.ToDateTime() ?? default,
        proto.UpdateTime?.ToDateTime());
}
