using System.Collections.Concurrent;
using Temporalio.Api.Common.V1;
using Temporalio.Service.History;
using Temporalio.Service.Store;

namespace Temporalio.Service.Engine;

/// <summary>
/// Finds runs. Open ones, and closed ones with something left to do, are in memory; the last closed ones too, so that
/// the
/// callers who wait for a result find it; others are loaded when asked for.
/// </summary>
internal sealed class RunRegistry(RunEngine engine, IStore store, ClosedRuns lists)
{
    private const int ClosedKept = 256;
    private readonly ConcurrentDictionary<Guid, RunEntry> _runs = new();
    private readonly ConcurrentDictionary<(string Namespace, string WorkflowId), RunEntry> _newest = new();
    private readonly ConcurrentDictionary<long, bool> _deleted = new();
    private readonly ConcurrentQueue<RunEntry> _closed = new();
    private readonly object[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new object())];
    private long _lastNumber = store.LastRunNumber();

    /// <summary>All runs in memory.</summary>
    public IEnumerable<RunEntry> InMemory => _runs.Values;

    /// <summary>A fresh run number.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>The lock under which runs of a workflow id begin.</summary>
    public object LockOf(string @namespace, string workflowId) =>
        _stripes[(HashCode.Combine(@namespace, workflowId) & int.MaxValue) % _stripes.Length];

    /// <summary>Adds a run that begins now: the newest of its workflow id.</summary>
    public void Add(RunEntry entry)
    {
        _runs[entry.Id] = entry;
        _newest[(entry.Key.Namespace, entry.Key.WorkflowId)] = entry;
    }

    /// <summary>Loads all runs with something left to do.</summary>
    public IReadOnlyList<RunEntry> LoadUnsettled(Func<string, string> namespaceId)
    {
        var loaded = new List<RunEntry>();
        foreach (var row in store.UnsettledRuns())
        {
            var entry = Load(row, namespaceId(row.Namespace));
            Add(entry);
            loaded.Add(entry);
        }

        return loaded;
    }

    /// <summary>Returns a run that is in memory, or null. What is not in memory has no pending task.</summary>
    public RunEntry? FindInMemory(Guid runId) =>
        _runs.TryGetValue(runId, out var entry) && !entry.Deleted ? entry : null;

    /// <summary>Returns the newest run of a workflow id, or null.</summary>
    public RunEntry? Newest(Namespaces.Namespace space, string workflowId)
    {
        if (_newest.TryGetValue((space.Name, workflowId), out var entry) && !entry.Deleted) return entry;
        var row = store.NewestRun(space.Name, workflowId);
        return row is null || _deleted.ContainsKey(row.Number) ? null : FromStore(row, space);
    }

    /// <summary>Returns a run by its id, or null when it is gone.</summary>
    public RunEntry? FindLater(Namespaces.Namespace space, string workflowId, string runId)
    {
        if (FindInMemory(Guid.Parse(runId)) is { } known) return known;
        var row = store.FindRun(space.Name, workflowId, runId);
        return row is null || _deleted.ContainsKey(row.Number) ? null : FromStore(row, space);
    }

    /// <summary>Whether no later run of the workflow id began.</summary>
    public bool IsNewest(RunEntry entry) =>
        !_newest.TryGetValue((entry.Key.Namespace, entry.Key.WorkflowId), out var newest) || newest.Id == entry.Id;

    /// <summary>Returns a run once it is on disk: the named one, or the newest when no run id is given.</summary>
    /// <exception cref="ServiceException">NOT_FOUND, or INVALID_ARGUMENT when the names are no names.</exception>
    public async ValueTask<RunEntry> FindAsync(Namespaces.Namespace space, WorkflowExecution? execution)
    {
        if (execution is null) throw ServiceException.Invalid("Execution is not set on request.");
        if (execution.WorkflowId.Length == 0) throw ServiceException.Invalid("WorkflowId is not set on request.");
        var entry = execution.RunId.Length == 0
            ? Newest(space, execution.WorkflowId) ?? throw Refusals.NoWorkflow(execution.WorkflowId)
            : Find(space, execution.WorkflowId, execution.RunId);
        if (!entry.Begun.IsCompletedSuccessfully) await entry.Begun.ConfigureAwait(false);
        return entry;
    }

    /// <summary>Notes that a closed run has nothing left to do: it may leave the memory.</summary>
    public void Settled(RunEntry entry)
    {
        _closed.Enqueue(entry);
        while (_closed.Count > ClosedKept && _closed.TryDequeue(out var oldest)) Forget(oldest);
    }

    /// <summary>Hides a run whose deletion is queued.</summary>
    public void Deleting(RunEntry entry)
    {
        _deleted[entry.Number] = true;
        Forget(entry);
    }

    /// <summary>Drops a run that is deleted on disk.</summary>
    public void Deleted(RunEntry entry)
    {
        lists.Remove(entry.Key.Namespace, entry.Number);
        _deleted.TryRemove(entry.Number, out _);
    }

    /// <summary>Returns events of a run in order.</summary>
    /// <param name="to">The first id that is not wanted; all before it exist.</param>
    public List<Api.History.V1.HistoryEvent> Events(RunEntry entry, long from, long to)
    {
        var cached = new List<Api.History.V1.HistoryEvent>();
        var first = entry.CopyEvents(cached, from, to);
        if (from >= first) return cached;
        var count = (int)(Math.Min(first, to) - from);
        var stored = store.Events(entry.Number, from, count);
        return [.. stored.Take(count), .. cached];
    }

    private RunEntry Find(Namespaces.Namespace space, string workflowId, string runId)
    {
        if (!Guid.TryParse(runId, out var id)) throw ServiceException.Invalid("Invalid RunId.");
        var entry = FindInMemory(id);
        if (entry is null)
        {
            var row = store.FindRun(space.Name, workflowId, runId);
            if (row is not null && !_deleted.ContainsKey(row.Number)) entry = FromStore(row, space);
        }

        return entry is not null && entry.Key.WorkflowId == workflowId && entry.Key.Namespace == space.Name
            ? entry
            : throw Refusals.NoRun(workflowId, runId);
    }

    private RunEntry FromStore(RunRow row, Namespaces.Namespace space)
    {
        if (_runs.TryGetValue(Guid.Parse(row.RunId), out var entry) && !entry.Deleted) return entry;
        return Load(row, space.Id); // closed and settled: it cannot change, so two copies do no harm
    }

    private RunEntry Load(RunRow row, string namespaceId)
    {
        var key = new RunKey(row.Namespace, namespaceId, row.WorkflowId, row.RunId);
        var state = RunRestore.Restore(key, store.Events(row.Number, 1), store.Facts(row.Number));
        return new RunEntry(engine, key, row.Number, state with { StartRequestId = row.RequestId });
    }

    private void Forget(RunEntry entry)
    {
        _runs.TryRemove(new KeyValuePair<Guid, RunEntry>(entry.Id, entry));
        _newest.TryRemove(new KeyValuePair<(string, string), RunEntry>(
            (entry.Key.Namespace, entry.Key.WorkflowId), entry));
    }
}
