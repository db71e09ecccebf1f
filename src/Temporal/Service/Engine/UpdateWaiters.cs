using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Engine;

/// <summary>Callers that wait for a stage of an update of one run. Guarded by the run's lock.</summary>
internal sealed class UpdateWaiters
{
    private List<Waiter>? _waiters;

    /// <summary>Returns a task that ends with the first progress that reaches the stage.</summary>
    public Task<Effect.UpdateProgress> Wait(string updateId, UpdateWorkflowExecutionLifecycleStage stage)
    {
        var waiter = new Waiter(updateId, stage);
        (_waiters ??= []).Add(waiter);
        return waiter.Task;
    }

    /// <summary>Takes those whom a progress satisfies, to be told once the lock is left.</summary>
    public Action? Reached(Effect.UpdateProgress progress)
    {
        var reached = _waiters?.Where(
            waiter => waiter.UpdateId == progress.UpdateId && waiter.Stage <= progress.Stage).ToList();
        if (reached is not { Count: > 0 }) return null;
        _waiters!.RemoveAll(reached.Contains);
        return () => reached.ForEach(waiter => waiter.TrySetResult(progress));
    }

    /// <summary>Takes all, because the run is closed: one that goes on in a next run is to be asked again.</summary>
    public Action? Closed(bool goesOn)
    {
        var left = _waiters;
        _waiters = null;
        return left is null
            ? null
            : () => left.ForEach(waiter => waiter.TrySetException(
                goesOn ? RunRefusal.Closing() : RunRefusal.UpdateAborted()));
    }

    private sealed class Waiter(string updateId, UpdateWorkflowExecutionLifecycleStage stage)
        : TaskCompletionSource<Effect.UpdateProgress>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string UpdateId => updateId;

        public UpdateWorkflowExecutionLifecycleStage Stage => stage;
    }
}
