namespace Temporalio.Service.Matching;

/// <summary>How many tasks a second may leave a queue: a bucket that fills with time and holds one second's worth.</summary>
internal sealed class QueueRate(double perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = Math.Max(1, perSecond);
    private long _filledAt = time.GetTimestamp();

    /// <summary>Tasks a second; zero lets nothing through.</summary>
    public double PerSecond => perSecond;

    /// <summary>Takes the next place, and returns how long a task must wait for it.</summary>
    public TimeSpan Reserve()
    {
        if (perSecond <= 0) return Timeout.InfiniteTimeSpan;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var filled = _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond);
            (_tokens, _filledAt) = (Math.Min(Math.Max(1, perSecond), filled) - 1, now);
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    /// <summary>Gives a place back that no task used.</summary>
    public void Refund()
    {
        lock (_lock) _tokens++;
    }
}
