namespace Temporalio.Workflows;

/// <summary>A semaphore for workflow code: deterministic, first come first served.</summary>
public class Semaphore
{
    private readonly LinkedList<object> _waiters = new();

    /// <summary>Initializes a semaphore.</summary>
    /// <param name="initialCount">How many may hold it at once. At least 1.</param>
    public Semaphore(int initialCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialCount, 1);
        Max = initialCount;
        CurrentCount = initialCount;
    }

    /// <summary>Gets how many may hold it at once.</summary>
    public int Max { get; init; }

    /// <summary>Gets how many more may take it now.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Takes the semaphore.</summary>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>A task that ends when it is taken.</returns>
    public Task WaitAsync(CancellationToken? cancellationToken = null) => TakeAsync(null, cancellationToken);

    /// <summary>Takes the semaphore within a time.</summary>
    /// <param name="millisecondsTimeout">The longest wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether it is taken.</returns>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        WaitAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <summary>Takes the semaphore within a time.</summary>
    /// <param name="timeout">The longest wait; 0 does not wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether it is taken.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        TakeAsync(timeout, cancellationToken);

    /// <summary>Gives the semaphore back.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds it.</exception>
    public void Release()
    {
        if (CurrentCount >= Max)
            throw new InvalidOperationException(
                $"The semaphore was released more often than taken; all {Max} places are free.");
        CurrentCount++;
    }

    private async Task<bool> TakeAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentException($"A timeout of {timeout} is negative.", nameof(timeout));

        // A free place is taken whatever the token says: code that cleans up after a cancellation needs it.
        if (CurrentCount > 0 && _waiters.Count == 0)
        {
            CurrentCount--;
            return true;
        }
        (cancellationToken ?? Workflow.CancellationToken).ThrowIfCancellationRequested();
        if (timeout == TimeSpan.Zero)
            return false;

        var place = _waiters.AddLast(new object());
        try
        {
            var taken = await Workflow.WaitConditionWithOptionsAsync(new(
                () => CurrentCount > 0 && _waiters.First == place,
                timeout == Timeout.InfiniteTimeSpan ? null : timeout,
                cancellationToken: cancellationToken)).ConfigureAwait(true);
            if (taken)
                CurrentCount--;
            return taken;
        }
        finally
        {
            _waiters.Remove(place);
        }
    }
}
