namespace Temporalio.Service.Engine;

/// <summary>What waits in a task queue. Whether a task still stands is decided when a worker takes it.</summary>
internal abstract record EngineTask(RunEntry Run)
{
    /// <summary>A workflow task.</summary>
    /// <param name="Sticky">Whether it waits in the queue of the worker that has the workflow in its cache.</param>
    public sealed record Workflow(RunEntry Run, long ScheduledEventId, int Attempt, bool Sticky) : EngineTask(Run);

    /// <summary>An attempt of an activity.</summary>
    public sealed record Activity(RunEntry Run, long ScheduledEventId, int Attempt) : EngineTask(Run);

    /// <summary>A query that no workflow task carries.</summary>
    /// <param name="Sticky">Whether it waits in the queue of the worker that has the workflow in its cache.</param>
    public sealed record Query(RunEntry Run, PendingQuery Pending, bool Sticky) : EngineTask(Run);
}
