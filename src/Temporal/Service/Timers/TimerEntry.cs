namespace Temporalio.Service.Timers;

/// <summary>Something with one next due time. Its place in the heap is kept in it, so that a change costs no
/// search.</summary>
internal abstract class TimerEntry
{
    /// <summary>The time by which the heap orders it, in ticks. Never later than <see cref="WantedTicks"/>.</summary>
    internal long HeapTicks { get; set; }

    /// <summary>The time at which it is really due, in ticks.</summary>
    internal long WantedTicks { get; set; }

    /// <summary>Its place in the heap; -1 when it is not there.</summary>
    internal int HeapIndex { get; set; } = -1;

    /// <summary>Called once per due time, on a pool thread, never before it. It sets the next one by itself.</summary>
    internal abstract void OnDue(DateTimeOffset now);
}
