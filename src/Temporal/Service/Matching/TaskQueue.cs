using Temporalio.Api.Common.V1;

namespace Temporalio.Service.Matching;

/// <summary>
/// One task queue: tasks that wait for a poll, by priority and then in order of arrival, or polls that wait for a task.
/// A task that meets a waiting poll goes to it at once.
/// </summary>
/// <param name="level">Returns the priority of a task, from 1 (first) to 5; null for the same for all.</param>
internal sealed class TaskQueue<TTask>(QueueKey key, TimeProvider time, Func<TTask, int>? level = null)
    where TTask : class
{
    /// <summary>A worker that polled this recently still counts as there, though it works on something now.</summary>
    private static readonly TimeSpan PollerLinger = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PollerShown = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Backlog<TTask> _backlog = new();
    private readonly LinkedList<WaitingPoll<TTask>> _polls = [];
    private readonly Dictionary<string, PollerSeen> _seen = [];
    private DateTimeOffset _lastPoll = DateTimeOffset.MinValue;
    private readonly TaskRate _added = new(time);
    private readonly TaskRate _taken = new(time);
    private bool _stopped;
    private bool _retired;

    /// <summary>Its name.</summary>
    public QueueKey Key => key;

    /// <summary>How many tasks wait, stale ones included.</summary>
    public int BacklogCount
    {
        get
        {
            lock (_lock) return _backlog.Count;
        }
    }

    /// <summary>How many tasks of which priority wait, and how long the first of each does.</summary>
    public IReadOnlyList<(int Level, int Count, TimeSpan Age)> BacklogByLevel
    {
        get
        {
            lock (_lock)
            {
                return [.. _backlog.ByLevel().Select(one => (one.Level, one.Count, time.GetElapsedTime(one.AddedAt)))];
            }
        }
    }

    /// <summary>How long the oldest task waits; zero for an empty queue.</summary>
    public TimeSpan BacklogAge
    {
        get
        {
            lock (_lock) return _backlog.OldestAddedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.Zero;
        }
    }

    /// <summary>Tasks a second that came, over the last half minute.</summary>
    public float AddRate
    {
        get
        {
            lock (_lock) return _added.PerSecond;
        }
    }

    /// <summary>Tasks a second that workers took, over the last half minute.</summary>
    public float DispatchRate
    {
        get
        {
            lock (_lock) return _taken.PerSecond;
        }
    }

    /// <summary>True while a worker waits here, or did so in the last ten seconds.</summary>
    public bool HasPoller
    {
        get
        {
            lock (_lock) return HasPoller_NeedsLock();
        }
    }

    /// <summary>Adds a task: to a poll that waits, else to the end of the queue.</summary>
    /// <param name="onlyWithPoller">Whether to add it only when a worker is there to take it.</param>
    public QueueAnswer Add(TTask task, bool onlyWithPoller = false)
    {
        while (true)
        {
            WaitingPoll<TTask> poll;
            lock (_lock)
            {
                if (_retired) return QueueAnswer.Retired;
                if (onlyWithPoller && !HasPoller_NeedsLock()) return QueueAnswer.NoPoller;
                _added.Count();
                if (_polls.First is not { } first)
                {
                    _backlog.Add(task, time.GetTimestamp(), level?.Invoke(task) ?? Backlog<TTask>.DefaultLevel);
                    return QueueAnswer.Added;
                }

                poll = first.Value;
                _polls.RemoveFirst();
            }

            if (poll.TrySetResult(task)) return QueueAnswer.Added; // a poll that ended just now takes nothing: the next one
        }
    }

    /// <summary>Returns the next task, waiting for one; null when the time is over, the caller left, or the service
    /// stops.</summary>
    public async ValueTask<TTask?> PollAsync(
        string identity, WorkerVersionCapabilities? capabilities, TimeSpan timeout, CancellationToken cancel,
        string worker = "")
    {
        LinkedListNode<WaitingPoll<TTask>> node;
        lock (_lock)
        {
            Seen_NeedsLock(identity, capabilities);
            if (_backlog.TryTake(out var first))
            {
                _taken.Count();
                return first;
            }

            if (_stopped || _retired || timeout <= TimeSpan.Zero || cancel.IsCancellationRequested) return null;
            node = _polls.AddLast(new WaitingPoll<TTask>(worker));
        }

        node.Value.Start(time, timeout, cancel);
        var task = await node.Value.Task.ConfigureAwait(false);
        node.Value.Stop();
        lock (_lock)
        {
            _lastPoll = time.GetUtcNow();
            if (task is not null) _taken.Count();
            if (node.List is not null) _polls.Remove(node);
        }

        return task;
    }

    /// <summary>Ends the waiting polls of a worker that leaves.</summary>
    /// <param name="worker">Its instance key; not empty.</param>
    public void EndPolls(string worker)
    {
        List<WaitingPoll<TTask>> polls;
        lock (_lock)
        {
            polls = [.. _polls.Where(poll => poll.Worker == worker)];
            foreach (var poll in polls) _polls.Remove(poll);
        }

        foreach (var poll in polls) poll.TrySetResult(null);
    }

    /// <summary>Ends all waiting polls, and takes out what waits. The queue counts as without workers until the next
    /// poll.</summary>
    public IReadOnlyList<TTask> Unload()
    {
        List<WaitingPoll<TTask>> polls;
        IReadOnlyList<TTask> tasks;
        lock (_lock)
        {
            polls = [.. _polls];
            tasks = _backlog.TakeAll();
            _polls.Clear();
            _seen.Clear();
            _lastPoll = DateTimeOffset.MinValue;
        }

        foreach (var poll in polls) poll.TrySetResult(null);
        return tasks;
    }

    /// <summary>Closes the queue when nothing waits and nobody polled for a long time. It takes nothing any more
    /// then.</summary>
    public bool Retire()
    {
        lock (_lock)
        {
            var forgotten = _backlog.Count == 0 && _polls.Count == 0 && time.GetUtcNow() - _lastPoll > PollerShown;
            return _retired |= forgotten;
        }
    }

    /// <summary>Ends all polls, now and later ones. Tasks stay.</summary>
    public void Stop()
    {
        List<WaitingPoll<TTask>> polls;
        lock (_lock)
        {
            _stopped = true;
            polls = [.. _polls];
            _polls.Clear();
        }

        foreach (var poll in polls) poll.TrySetResult(null);
    }

    /// <summary>The workers that polled in the last five minutes.</summary>
    public IReadOnlyList<PollerSeen> Pollers()
    {
        lock (_lock)
        {
            var since = time.GetUtcNow() - PollerShown;
            return [.. _seen.Values.Where(poller => poller.LastAccess >= since)];
        }
    }

    private bool HasPoller_NeedsLock() => _polls.Count > 0 || time.GetUtcNow() - _lastPoll <= PollerLinger;

    private void Seen_NeedsLock(string identity, WorkerVersionCapabilities? capabilities)
    {
        _lastPoll = time.GetUtcNow();
        if (_seen.Count > 1_000) _seen.Clear(); // identities that change with every poll must not fill the memory
        _seen[identity] = new PollerSeen(identity, _lastPoll, capabilities);
    }
}
