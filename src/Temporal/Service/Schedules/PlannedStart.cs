using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Schedules;

/// <summary>A start that a schedule is going to make.</summary>
/// <param name="Nominal">What the spec says; it stands in the workflow's id.</param>
/// <param name="Actual">When it was due, jitter included.</param>
/// <param name="Overlap">Unspecified for the schedule's own policy at the time of the start.</param>
/// <param name="Manual">Asked for by a trigger or a backfill: neither a pause nor a limit holds it back.</param>
internal sealed record PlannedStart(
    DateTimeOffset Nominal, DateTimeOffset Actual, ScheduleOverlapPolicy Overlap, bool Manual)
{
    /// <summary>The id of the workflow; set when the start is decided.</summary>
    public string WorkflowId { get; init; } = "";

    /// <summary>By which a repeated start is known; set when the start is decided.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether no other may run beside it; false when its policy allows all.</summary>
    public bool Alone { get; init; }
}
