namespace Temporalio.Service.Store;

/// <summary>
/// The one writer: a thread that takes all writes that wait into one transaction, so that callers share the cost of the
/// sync. The order of <see cref="Enqueue"/> is the order on disk.
/// </summary>
/// <remarks>
/// A failed commit is final. What the disk holds after a failed sync is unknown, so nothing is tried again: every
/// write that waits, and every later one, completes with the failure, and <c>onFailed</c> hears of it once.
/// </remarks>
internal sealed class GroupCommit : IDisposable
{
    private readonly object _lock = new();
    private readonly IStore _store;
    private readonly Action<Exception> _onFailed;
    private readonly Action<CrashPoint>? _onPoint;
    private readonly Thread _thread;
    private List<StoreWrite> _queue = [];
    private bool _waiting;
    private bool _stopping;
    private Exception? _failure;

    public GroupCommit(IStore store, Action<Exception> onFailed, Action<CrashPoint>? onPoint = null)
    {
        (_store, _onFailed, _onPoint) = (store, onFailed, onPoint);
        _thread = new Thread(WriteUntilStopped) { IsBackground = true, Name = "temporal-store" };
        _thread.Start();
    }

    /// <summary>Queues a write, and with it one that must reach the disk in the same transaction. Never
    /// blocks.</summary>
    public void Enqueue(StoreWrite write, StoreWrite? joined = null)
    {
        lock (_lock)
        {
            if (_failure is null && !_stopping)
            {
                _queue.Add(write);
                if (joined is not null) _queue.Add(joined);
                if (_waiting) Monitor.Pulse(_lock);
                return;
            }
        }

        // Not on this stack: callers hold locks that a completion may want.
        var failure = _failure ?? new ObjectDisposedException(nameof(GroupCommit), "The service is stopped.");
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                write.Complete(failure);
                joined?.Complete(failure);
            },
            null);
    }

    /// <summary>Writes what waits, then stops. Nothing can be queued afterwards.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopping = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
    }

    private void WriteUntilStopped()
    {
        var taken = new List<StoreWrite>();
        while (Take(ref taken))
        {
            try
            {
                _onPoint?.Invoke(CrashPoint.BatchTaken);
                _store.Commit(taken);
            }
            catch (Exception failure)
            {
                Fail(taken, failure);
                return;
            }

            for (var i = 0; i < taken.Count; i++) taken[i].Complete(null);
            taken.Clear();
            try
            {
                _onPoint?.Invoke(CrashPoint.CompletionsCalled);
                _store.Rest(idle: Volatile.Read(ref _queue).Count == 0);
            }
            catch (Exception failure)
            {
                Fail(taken, failure);
                return;
            }
        }
    }

    private bool Take(ref List<StoreWrite> taken)
    {
        lock (_lock)
        {
            while (_queue.Count == 0)
            {
                if (_stopping) return false;
                _waiting = true;
                Monitor.Wait(_lock);
                _waiting = false;
            }

            (_queue, taken) = (taken, _queue);
            return true;
        }
    }

    private void Fail(List<StoreWrite> taken, Exception failure)
    {
        List<StoreWrite> waiting;
        lock (_lock)
        {
            _failure = failure;
            waiting = [.. taken, .. _queue];
            _queue.Clear();
        }

        _onFailed(failure);
        foreach (var write in waiting) write.Complete(failure);
    }
}
