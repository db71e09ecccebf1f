namespace Temporalio.Workflows.Tasks;

/// <summary>The runs in memory, least recently used out first. Thread-safe.</summary>
internal sealed class RunCache(int capacity)
{
    private readonly Dictionary<string, WorkflowRun> _runs = new(StringComparer.Ordinal);
    private readonly LinkedList<WorkflowRun> _order = new();

    public int Count
    {
        get
        {
            lock (_runs)
                return _runs.Count;
        }
    }

    /// <summary>Returns the run, or the one that <paramref name="create"/> makes.</summary>
    public WorkflowRun GetOrAdd(string runId, Func<WorkflowRun> create)
    {
        lock (_runs)
        {
            if (_runs.TryGetValue(runId, out var run))
            {
                Touch_NeedsLock(run);
                return run;
            }
            return Put_NeedsLock(create());
        }
    }

    /// <summary>Puts a run in the place of another one with the same id.</summary>
    public WorkflowRun Replace(WorkflowRun run)
    {
        lock (_runs)
        {
            Remove_NeedsLock(run.RunId);
            return Put_NeedsLock(run);
        }
    }

    public WorkflowRun? Find(string runId)
    {
        lock (_runs)
            return _runs.GetValueOrDefault(runId);
    }

    /// <summary>Drops this run, unless another one has taken its place.</summary>
    public void Remove(WorkflowRun run)
    {
        lock (_runs)
        {
            if (_runs.GetValueOrDefault(run.RunId) == run)
                Remove_NeedsLock(run.RunId);
        }
    }

    /// <summary>Drops what is over the capacity. A run with a task in hand, or with local activities, stays.</summary>
    public void Trim()
    {
        lock (_runs)
        {
            for (var node = _order.First; node != null && _runs.Count > capacity;)
            {
                var next = node.Next;
                if (node.Value.Gate.CurrentCount > 0 && node.Value.Locals.Count == 0)
                    Remove_NeedsLock(node.Value.RunId);
                node = next;
            }
        }
    }

    private WorkflowRun Put_NeedsLock(WorkflowRun run)
    {
        _runs[run.RunId] = run;
        run.CacheNode = _order.AddLast(run);
        return run;
    }

    private void Touch_NeedsLock(WorkflowRun run)
    {
        if (run.CacheNode is { } node && node != _order.Last)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }
    }

    private void Remove_NeedsLock(string runId)
    {
        if (!_runs.Remove(runId, out var run))
            return;
        _order.Remove(run.CacheNode!);
        run.CacheNode = null;
        run.Locals.CancelAll();
    }
}
