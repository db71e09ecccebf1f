using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Pipelines.Starter.Executions;

/// <summary>Adds to a state what only the service knows: the attempt that each running step is at.</summary>
internal static class PendingAttempts
{
    /// <summary>
    /// Returns <paramref name="state"/> with attempts, and the last attempt's failure, of the activities that are
    /// pending. Pure.
    /// </summary>
    public static ExecutionState Merge(ExecutionState state, IEnumerable<PendingActivityInfo> pending) =>
        ExecutionProgress.With(state, pending.Select(activity => new PendingStep(
            activity.ActivityId,
            Math.Max(activity.Attempt, 1),
            activity.State == PendingActivityState.Started)
        {
            LastFailure = activity.LastFailure is { } failure
                ? new StepError(
                    failure.ApplicationFailureInfo?.Type is { Length: > 0 } type ? type : "Failure", failure.Message)
                : null,
        }));
}
