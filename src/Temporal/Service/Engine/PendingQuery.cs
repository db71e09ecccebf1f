using Temporalio.Api.Query.V1;

namespace Temporalio.Service.Engine;

/// <summary>A query on its way to a worker.</summary>
internal sealed class PendingQuery(Guid id, WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _taken;

    /// <summary>Its id in task tokens and in the map of queries that a workflow task carries.</summary>
    public Guid Id => id;

    /// <summary>What is asked.</summary>
    public WorkflowQuery Query => query;

    /// <summary>The worker's answer.</summary>
    public Task<WorkflowQueryResult> Answer => _answer.Task;

    /// <summary>Whether nobody wants the answer any more.</summary>
    public bool IsOver => _answer.Task.IsCompleted;

    /// <summary>Whether a worker has it.</summary>
    public bool IsTaken => Volatile.Read(ref _taken) != 0;

    /// <summary>Notes that a worker takes it; false when one has it or nobody waits.</summary>
    public bool TryTake() => !IsOver && Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Lets another worker take it.</summary>
    public void GiveBack() => Volatile.Write(ref _taken, 0);

    /// <summary>Brings the answer.</summary>
    public bool TryAnswer(WorkflowQueryResult result) => _answer.TrySetResult(result);

    /// <summary>Ends it without an answer.</summary>
    public void Fail(Exception reason) => _answer.TrySetException(reason);

    /// <summary>Ends it because the caller left.</summary>
    public void Drop() => _answer.TrySetCanceled();
}
