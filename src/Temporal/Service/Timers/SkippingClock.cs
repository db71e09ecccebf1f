namespace Temporalio.Service.Timers;

/// <summary>A clock that goes on as the system's does and can be put ahead. Its timers go along.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<SkippingTimer> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (System.GetElapsedTime(0) + Ahead).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, callback, state);
        lock (_lock) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock to a time; does nothing when it is past it.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        SkippingTimer[] timers;
        lock (_lock)
        {
            var jump = time - (System.GetUtcNow() + _ahead);
            if (jump <= TimeSpan.Zero)
                return;
            _ahead += jump;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
            timer.Rearm();
    }

    private TimeSpan Ahead
    {
        get
        {
            lock (_lock) return _ahead;
        }
    }

    /// <summary>A timer of the system that is set anew with each jump.</summary>
    private sealed class SkippingTimer : ITimer
    {
        private readonly Lock _lock = new();
        private readonly SkippingClock _clock;
        private readonly ITimer _timer;
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public SkippingTimer(SkippingClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _timer = System.CreateTimer(
                _ =>
                {
                    Fired();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
                return _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        public void Rearm()
        {
            lock (_lock)
            {
                if (_due is { } due)
                {
                    var left = due - _clock.GetUtcNow();
                    _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            lock (_clock._lock) _clock._timers.Remove(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fired()
        {
            lock (_lock)
            {
                if (_period > TimeSpan.Zero)
                {
                    _due = _clock.GetUtcNow() + _period;
                    _timer.Change(_period, Timeout.InfiniteTimeSpan);
                }
                else
                {
                    _due = null;
                }
            }
        }
    }
}
