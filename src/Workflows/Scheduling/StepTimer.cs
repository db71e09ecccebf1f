namespace Pipelines.Workflows.Scheduling;

/// <summary>A step's timer.</summary>
/// <param name="Number">Its number, which its event repeats; 0 when it has still to be started.</param>
/// <param name="At">When it fires.</param>
internal sealed record StepTimer(int Number, DateTimeOffset At);
