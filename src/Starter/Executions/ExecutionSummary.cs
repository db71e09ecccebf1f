using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Executions;

/// <summary>A line of <c>pipelines list</c>.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartTime">When it was started, UTC.</param>
/// <param name="EndTime">When it ended, UTC; null while it is open.</param>
public sealed record ExecutionSummary(
    string Id, string Pipeline, StepStatus Status, DateTimeOffset StartTime, DateTimeOffset? EndTime)
{
    /// <summary>
    /// Paths of the steps that wait for somebody; null when none does, or nobody could say.
    /// </summary>
    public IReadOnlyList<string>? Waiting { get; init; }
}
