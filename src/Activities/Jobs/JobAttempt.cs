namespace Pipelines.Activities.Jobs;

/// <summary>One attempt at a job, as its caller sees it.</summary>
/// <param name="Number">From 1.</param>
public sealed record JobAttempt(int Number)
{
    /// <summary>Longest time the attempt may take; null means no bound.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Time between two heartbeats; null means none are wanted.</summary>
    public TimeSpan? HeartbeatEvery { get; init; }

    /// <summary>Takes heartbeats; null means none are wanted. Called from any thread.</summary>
    public Action<JobProgress>? Heartbeat { get; init; }
}
