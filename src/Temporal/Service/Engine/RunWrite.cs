using Temporalio.Service.History;
using Temporalio.Service.Store;

namespace Temporalio.Service.Engine;

/// <summary>The rows of one transition, and who waits for them.</summary>
internal sealed class RunWrite(RunEngine engine, RunEntry entry, Transition transition) : StoreWrite
{
    private TaskCompletionSource? _waiter;

    /// <summary>The run.</summary>
    public RunEntry Entry => entry;

    /// <summary>What was decided.</summary>
    public Transition Transition => transition;

    /// <summary>Ends when the rows are on disk, or fails with UNAVAILABLE. Ask for it before the write is
    /// queued.</summary>
    public Task WhenDurable() =>
        (_waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <inheritdoc/>
    public override void Complete(Exception? failure)
    {
        if (failure is null)
        {
            engine.OnDurable(this);
            _waiter?.TrySetResult();
            return;
        }

        _waiter?.TrySetException(ServiceException.CannotStore(failure));
    }
}
