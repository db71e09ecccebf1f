namespace Temporalio.Worker.Polling;

/// <summary>Counts tasks that run, and tells when the last one is done.</summary>
internal sealed class InFlight
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One is held by the worker itself until it drains.
    private int _count = 1;

    public void Enter() => Interlocked.Increment(ref _count);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Waits for all tasks to be done. Called once, when no task can enter any more.</summary>
    public Task DrainAsync()
    {
        Leave();
        return _drained.Task;
    }
}
