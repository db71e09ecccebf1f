namespace Temporalio.Service.Matching;

/// <summary>Names a task queue. A worker's sticky queue is a queue of workflow tasks like any other.</summary>
internal readonly record struct QueueKey(string Namespace, string Name, QueueKind Kind);

/// <summary>What a task queue holds.</summary>
internal enum QueueKind
{
    /// <summary>Workflow tasks and queries.</summary>
    Workflow,

    /// <summary>Activity tasks.</summary>
    Activity,
}
