using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Executions;

/// <summary>
/// The state of an execution that was ended from outside: its workflow could not tidy up after itself.
/// </summary>
internal static class CutOff
{
    /// <summary>
    /// Returns the state as it is for good: what ran was stopped then, what had not begun never will. Pure.
    /// </summary>
    /// <param name="state">What the workflow knew last.</param>
    /// <param name="status">Where the execution stands.</param>
    /// <param name="end">When it was ended.</param>
    public static ExecutionState Apply(ExecutionState state, StepStatus status, DateTimeOffset? end) => state with
    {
        Status = status,
        Steps = state.Steps.ToDictionary(
            step => step.Key,
            step => step.Value.Status switch
            {
                StepStatus.Running or StepStatus.Waiting =>
                    step.Value with { Status = StepStatus.Stopped, EndTime = end },
                StepStatus.Pending => step.Value with
                {
                    Status = StepStatus.Skipped,
                    Error = new StepError("ExecutionStopped", "the execution was ended before it started"),
                },
                _ => step.Value,
            }),
    };
}
