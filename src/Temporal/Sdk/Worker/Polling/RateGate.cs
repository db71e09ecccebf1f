namespace Temporalio.Worker.Polling;

/// <summary>Lets a number of callers per second through, evenly; up to one second's worth may come at once.</summary>
/// <param name="perSecond">The number; above 0.</param>
/// <param name="time">The clock.</param>
internal sealed class RateGate(double perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / perSecond);
    private long? _started;
    private TimeSpan _next;

    /// <summary>Waits for one's turn.</summary>
    public Task WaitAsync(CancellationToken cancel)
    {
        TimeSpan wait;
        lock (_lock)
        {
            _started ??= time.GetTimestamp();
            var now = time.GetElapsedTime(_started.Value);

            // An idle second may be made up for, not more.
            var earliest = now - TimeSpan.FromSeconds(1) + _interval;
            var turn = _next > earliest ? _next : earliest;
            _next = turn + _interval;
            wait = turn - now;
        }

        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancel);
    }
}
