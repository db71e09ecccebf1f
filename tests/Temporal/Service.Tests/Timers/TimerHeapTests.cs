using Temporalio.Service.Timers;

namespace Temporalio.Service.Tests.Timers;

public sealed class TimerHeapTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Set_ManyEntries_FireInOrderOfTheirDueTimesAndNeverEarly()
    {
        // Arrange
        using var heap = new TimerHeap(_clock);
        var start = _clock.GetUtcNow();
        var fired = new List<(int Name, DateTimeOffset At)>();
        var order = Enumerable.Range(1, 200).OrderBy(number => (number * 7919) % 200).ToList();
        foreach (
            var number in order) heap.Set(new Entry(now => fired.Add((number, now))), start.AddMilliseconds(number));

        // Act
        _clock.Advance(TimeSpan.FromSeconds(1));

        // Assert
        Assert.Equal(Enumerable.Range(1, 200), fired.Select(one => one.Name));
        Assert.All(fired, one => Assert.Equal(start.AddMilliseconds(one.Name), one.At));
    }

    [Fact]
    public void Set_DueBetweenTwoMilliseconds_FiresAtTheLaterOne()
    {
        // Arrange
        using var heap = new TimerHeap(_clock);
        var due = _clock.GetUtcNow().AddTicks(15_001);
        DateTimeOffset? fired = null;
        heap.Set(new Entry(now => fired = now), due);

        // Act
        _clock.Advance(TimeSpan.FromMilliseconds(10));

        // Assert
        Assert.True(fired >= due, $"fired at {fired:O}, due at {due:O}");
    }

    [Fact]
    public void Set_MovedLater_FiresOnceAtTheNewTime()
    {
        // Arrange
        using var heap = new TimerHeap(_clock);
        var start = _clock.GetUtcNow();
        var fired = new List<DateTimeOffset>();
        var entry = new Entry(fired.Add);
        heap.Set(entry, start.AddSeconds(1));

        // Act
        heap.Set(entry, start.AddSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(10));

        // Assert
        Assert.Equal([start.AddSeconds(3)], fired);
    }

    [Fact]
    public void Set_MovedEarlierThenRemoved_NeverFiresAndLeavesNoTimerArmed()
    {
        // Arrange
        using var heap = new TimerHeap(_clock);
        var fired = 0;
        var entry = new Entry(_ => fired++);
        heap.Set(entry, _clock.GetUtcNow().AddSeconds(3));
        heap.Set(entry, _clock.GetUtcNow().AddSeconds(1));

        // Act
        heap.Set(entry, null);
        _clock.Advance(TimeSpan.FromSeconds(10));

        // Assert
        Assert.Equal(0, fired);
        Assert.Null(heap.Next);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    private sealed class Entry(Action<DateTimeOffset> onDue) : TimerEntry
    {
        internal override void OnDue(DateTimeOffset now) => onDue(now);
    }
}
