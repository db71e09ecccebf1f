using Temporalio.Api.History.V1;

namespace Temporalio.Service.Engine;

/// <summary>
/// The last events of a run in memory: those that are not on disk yet, and what the next workflow task is likely to
/// need.
/// Guarded by the run's lock.
/// </summary>
internal sealed class EventCache(long nextEventId)
{
    private const long MaxBytes = 256 * 1024;
    private readonly Queue<Batch> _batches = new();
    private long _bytes;

    /// <summary>The id of the first event here; the store has all before it.</summary>
    public long First { get; private set; } = nextEventId;

    /// <summary>Adds the events of a transition.</summary>
    /// <param name="bytes">Their size together.</param>
    public void Add(IReadOnlyList<HistoryEvent> events, long bytes)
    {
        if (events.Count == 0) return;
        _batches.Enqueue(new Batch(events, bytes));
        _bytes += bytes;
    }

    /// <summary>Drops the oldest events while there are too many bytes.</summary>
    /// <param name="before">Nothing from this id on is dropped.</param>
    public void Trim(long before)
    {
        while (_bytes > MaxBytes && _batches.TryPeek(out var oldest) && oldest.Events[^1].EventId < before)
        {
            _batches.Dequeue();
            _bytes -= oldest.Bytes;
            First = oldest.Events[^1].EventId + 1;
        }
    }

    /// <summary>Puts the events from one id up to, not including, another behind a list.</summary>
    public void CopyTo(List<HistoryEvent> list, long from, long to)
    {
        foreach (var batch in _batches)
        {
            if (batch.Events[^1].EventId < from) continue;
            foreach (var one in batch.Events)
            {
                if (one.EventId >= from && one.EventId < to) list.Add(one);
            }
        }
    }

    private readonly record struct Batch(IReadOnlyList<HistoryEvent> Events, long Bytes);
}
