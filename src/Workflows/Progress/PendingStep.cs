using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Progress;

/// <summary>What the service knows of an activity that has not ended, and the workflow does not.</summary>
/// <param name="Step">The step's path = the activity's id.</param>
/// <param name="Attempt">The attempt at work or waited for, from 1.</param>
/// <param name="Started">True when a worker has it; false while it waits for a worker or for its next attempt.</param>
public sealed record PendingStep(string Step, int Attempt, bool Started)
{
    /// <summary>Why the attempt before failed; null for the first attempt.</summary>
    public StepError? LastFailure { get; init; }
}
