namespace Temporalio.Service.Timers;

/// <summary>All due times of a service in one heap with one timer of the clock. Idle means no wake-up at all.</summary>
/// <remarks>
/// Most due times move later again and again (timeouts of tasks that end in time). Such a change only notes the new
/// time;
/// the heap keeps the old one and corrects itself when that comes.
/// </remarks>
internal sealed class TimerHeap : IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1); // clocks take at most 49 days
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TimerEntry[] _heap = new TimerEntry[64];
    private int _count;
    private long _armedTicks = long.MaxValue;
    private bool _stopped;

    public TimerHeap(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The earliest due time that is really wanted, or null when nothing waits.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                var next = long.MaxValue;
                for (var i = 0; i < _count; i++) next = Math.Min(next, _heap[i].WantedTicks);
                return next == long.MaxValue ? null : new DateTimeOffset(next, TimeSpan.Zero);
            }
        }
    }

    /// <summary>The earliest due time that is really wanted by any but one entry; null when nothing waits.</summary>
    public DateTimeOffset? NextBut(TimerEntry aside)
    {
        lock (_lock)
        {
            var next = long.MaxValue;
            for (var i = 0; i < _count; i++)
            {
                if (_heap[i] != aside) next = Math.Min(next, _heap[i].WantedTicks);
            }

            return next == long.MaxValue ? null : new DateTimeOffset(next, TimeSpan.Zero);
        }
    }

    /// <summary>Sets, moves or (with null) removes the due time of an entry.</summary>
    public void Set(TimerEntry entry, DateTimeOffset? due)
    {
        lock (_lock)
        {
            if (_stopped) return;
            if (due is not { } time)
            {
                if (entry.HeapIndex >= 0) Remove_NeedsLock(entry);
                return;
            }

            entry.WantedTicks = time.UtcTicks;
            if (entry.HeapIndex >= 0 && entry.WantedTicks >= entry.HeapTicks) return;
            Place_NeedsLock(entry);
            Arm_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            _count = 0;
            Array.Clear(_heap);
        }

        _timer.Dispose();
    }

    private void Fire()
    {
        var now = _time.GetUtcNow();
        List<TimerEntry>? due = null;
        lock (_lock)
        {
            _armedTicks = long.MaxValue;
            while (!_stopped && _count > 0 && _heap[0].HeapTicks <= now.UtcTicks)
            {
                var entry = _heap[0];
                Remove_NeedsLock(entry);
                if (entry.WantedTicks > now.UtcTicks) Place_NeedsLock(entry);
                else (due ??= []).Add(entry);
            }

            if (!_stopped) Arm_NeedsLock();
        }

        if (due is null) return;
        foreach (var entry in due) entry.OnDue(now);
    }

    private void Arm_NeedsLock()
    {
        if (_count == 0 || _heap[0].HeapTicks >= _armedTicks) return;
        _armedTicks = _heap[0].HeapTicks;
        var wait = TimeSpan.FromTicks(Math.Max(0, _armedTicks - _time.GetUtcNow().UtcTicks));
        // Clocks cut to whole milliseconds: up, or it would fire early and wait again for the rest.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(whole < LongestSleep ? whole : LongestSleep, Timeout.InfiniteTimeSpan);
    }

    private void Place_NeedsLock(TimerEntry entry)
    {
        entry.HeapTicks = entry.WantedTicks;
        if (entry.HeapIndex < 0)
        {
            if (_count == _heap.Length) Array.Resize(ref _heap, _count * 2);
            Put_NeedsLock(entry, _count++);
        }

        Up_NeedsLock(entry);
    }

    private void Remove_NeedsLock(TimerEntry entry)
    {
        var index = entry.HeapIndex;
        var last = _heap[--_count];
        _heap[_count] = null!;
        entry.HeapIndex = -1;
        if (ReferenceEquals(last, entry)) return;
        Put_NeedsLock(last, index);
        Up_NeedsLock(last);
        Down_NeedsLock(last);
    }

    private void Up_NeedsLock(TimerEntry entry)
    {
        while (entry.HeapIndex > 0)
        {
            var parent = _heap[(entry.HeapIndex - 1) / 2];
            if (parent.HeapTicks <= entry.HeapTicks) return;
            Swap_NeedsLock(entry, parent);
        }
    }

    private void Down_NeedsLock(TimerEntry entry)
    {
        while (true)
        {
            var left = (entry.HeapIndex * 2) + 1;
            if (left >= _count) return;
            var right = left + 1;
            var child = right < _count && _heap[right].HeapTicks < _heap[left].HeapTicks ? _heap[right] : _heap[left];
            if (child.HeapTicks >= entry.HeapTicks) return;
            Swap_NeedsLock(child, entry);
        }
    }

    private void Swap_NeedsLock(TimerEntry one, TimerEntry other)
    {
        var place = one.HeapIndex;
        Put_NeedsLock(one, other.HeapIndex);
        Put_NeedsLock(other, place);
    }

    private void Put_NeedsLock(TimerEntry entry, int index) => (_heap[index], entry.HeapIndex) = (entry, index);
}
