using Temporalio.Service.Store;

namespace Temporalio.Service.Schedules;

/// <summary>The row of a schedule after one decision, and who waits for it.</summary>
internal sealed class ScheduleWrite(Action onDurable) : StoreWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the row is on disk, or fails with UNAVAILABLE.</summary>
    public Task WhenDurable => _done.Task;

    /// <inheritdoc/>
    public override void Complete(Exception? failure)
    {
        if (failure is null)
        {
            onDurable();
            _done.TrySetResult();
            return;
        }

        _done.TrySetException(ServiceException.CannotStore(failure));
        _ = _done.Task.Exception; // it may be that nobody waits
    }
}
