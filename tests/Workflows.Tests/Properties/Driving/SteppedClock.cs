namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>A clock that goes from one due time to the next, when it is told to.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<Due> _timers = [];
    private DateTimeOffset _now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Due(this, callback, state);
        lock (_lock) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next due time, at most so far, and has everything happen that is due by then.</summary>
    public void Step(TimeSpan most)
    {
        List<Due> due;
        lock (_lock)
        {
            var next = _timers.Min(timer => timer.At) ?? DateTimeOffset.MaxValue;
            if (next > _now) _now = next < _now + most ? next : _now + most;
            due = [.. _timers.Where(timer => timer.At <= _now).OrderBy(timer => timer.At)];
            foreach (var timer in due) timer.At = null;
        }

        foreach (var timer in due) timer.Fire();
    }

    private sealed class Due(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? At { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = dueTime == TimeSpan.Zero;
            lock (clock._lock) At = isDue || dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            if (isDue) ThreadPool.QueueUserWorkItem(static due => due.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
