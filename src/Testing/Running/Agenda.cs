namespace Pipelines.Testing.Running;

/// <summary>What will happen, in the order of virtual time; of one moment, in the order of planning.</summary>
/// <typeparam name="T">What happens.</typeparam>
internal sealed class Agenda<T>
{
    private readonly PriorityQueue<T, (DateTimeOffset At, long Order)> _queue = new();
    private long _planned;

    /// <summary>Plans something.</summary>
    public void Add(DateTimeOffset at, T what) => _queue.Enqueue(what, (at, _planned++));

    /// <summary>Takes what comes next; false when nothing does.</summary>
    public bool TryTake(out DateTimeOffset at, out T what)
    {
        var found = _queue.TryDequeue(out what!, out var priority);
        at = priority.At;
        return found;
    }
}
