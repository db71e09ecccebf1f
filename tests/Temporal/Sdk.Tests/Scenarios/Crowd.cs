namespace Temporalio.Tests.Scenarios;

/// <summary>Counts how many are inside at once. All who come stay until the test opens.</summary>
internal sealed class Crowd(int expected)
{
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _inside;

    /// <summary>Gets the most that were inside at once.</summary>
    public int Most { get; private set; }

    /// <summary>Completes when as many as expected are inside.</summary>
    public Task FullAsync() => _full.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Lets go who is inside and who comes.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Goes in, stays, goes out, and returns the number.</summary>
    public async Task<int> PassAsync(int number)
    {
        lock (_lock)
        {
            Most = Math.Max(Most, ++_inside);
            if (_inside >= expected)
                _full.TrySetResult();
        }

        await _open.Task;
        lock (_lock) _inside--;
        return number;
    }
}
