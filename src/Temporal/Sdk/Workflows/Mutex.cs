namespace Temporalio.Workflows;

/// <summary>A lock for workflow code: deterministic, first come first served. It is not reentrant.</summary>
public class Mutex
{
    private readonly Semaphore _semaphore = new(1);

    /// <summary>Takes the lock.</summary>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>A task that ends when it is taken.</returns>
    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => _semaphore.WaitAsync(cancellationToken);

    /// <summary>Takes the lock within a time.</summary>
    /// <param name="millisecondsTimeout">The longest wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether it is taken.</returns>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        _semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>Takes the lock within a time.</summary>
    /// <param name="timeout">The longest wait; 0 does not wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether it is taken.</returns>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        _semaphore.WaitAsync(timeout, cancellationToken);

    /// <summary>Gives the lock back.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds it.</exception>
    public void ReleaseMutex() => _semaphore.Release();
}
