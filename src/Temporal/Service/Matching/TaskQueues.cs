using System.Collections.Concurrent;

namespace Temporalio.Service.Matching;

/// <summary>All task queues of a service. A queue exists from the first task or poll on.</summary>
/// <remarks>In memory only. After a crash the tasks come back from the state of the open runs.</remarks>
/// <param name="level">Returns the priority of a task, from 1 (first) to 5; null for the same for all.</param>
internal sealed class TaskQueues<TTask>(TimeProvider time, Func<TTask, int>? level = null)
    where TTask : class
{
    private const int SweepEvery = 256;
    private readonly ConcurrentDictionary<QueueKey, TaskQueue<TTask>> _queues = new();
    private int _made;
    private volatile bool _stopped;

    /// <summary>Returns the queue of a name, and makes it when there is none.</summary>
    public TaskQueue<TTask> this[QueueKey key] => _queues.TryGetValue(key, out var queue) ? queue : Make(key);

    /// <summary>Adds a task to the queue of a name.</summary>
    /// <param name="onlyWithPoller">Whether to add it only when a worker is there to take it.</param>
    /// <returns>False when it was not added.</returns>
    public bool Add(QueueKey key, TTask task, bool onlyWithPoller = false)
    {
        QueueAnswer answer;
        do
            answer = this[key].Add(task, onlyWithPoller);
        while (answer == QueueAnswer.Retired);
        return answer == QueueAnswer.Added;
    }

    /// <summary>Returns the queue of a name, or null.</summary>
    public TaskQueue<TTask>? Find(QueueKey key) => _queues.GetValueOrDefault(key);

    /// <summary>Ends all polls, now and later ones.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var queue in _queues.Values) queue.Stop();
    }

    private TaskQueue<TTask> Make(QueueKey key)
    {
        // Sticky queues come with each worker and never come back: drop those that nobody uses any more.
        if (Interlocked.Increment(ref _made) % SweepEvery == 0)
        {
            foreach (var (name, queue) in _queues)
            {
                if (queue.Retire()) _queues.TryRemove(name, out _);
            }
        }

        var made = _queues.GetOrAdd(
            key, static (name, with) => new TaskQueue<TTask>(name, with.time, with.level), (time, level));
        if (_stopped) made.Stop();
        return made;
    }
}
