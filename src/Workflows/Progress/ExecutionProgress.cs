using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Progress;

/// <summary>Joins what the workflow knows with what the service knows. Pure.</summary>
public static class ExecutionProgress
{
    /// <summary>
    /// Returns <paramref name="state"/> with the attempts and last failures of the activities that have not ended.
    /// Attempts
    /// made before a lost worker's step was scheduled again count as well. Activities that are no step change nothing.
    /// </summary>
    /// <param name="state">The answer to the query <c>state</c>.</param>
    /// <param name="pending">The activities that <c>describe</c> lists, in any order.</param>
    public static ExecutionState With(ExecutionState state, IEnumerable<PendingStep> pending)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pending);
        Dictionary<string, StepState>? steps = null;
        foreach (var activity in pending)
        {
            // The query may be newer than the list: what has ended stays as it is.
            if (!state.Steps.TryGetValue(activity.Step, out var step) || step.Status != StepStatus.Running) continue;
            steps ??= new Dictionary<string, StepState>(state.Steps);
            steps[activity.Step] = step with
            {
                Attempts = Math.Max(step.Attempts - 1, 0) + activity.Attempt,
                Error = activity.LastFailure ?? step.Error,
            };
        }

        return steps is null ? state : state with { Steps = steps };
    }
}
