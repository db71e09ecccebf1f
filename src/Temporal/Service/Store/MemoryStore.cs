using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>Runs in memory only: the same answers as <see cref="SqliteStore"/>, gone with the process.</summary>
internal sealed class MemoryStore : IStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Kept> _runs = [];
    private readonly Dictionary<(string Namespace, string WorkflowId), List<Kept>> _byWorkflow = [];
    private readonly Dictionary<string, byte[]> _namespaces = [];
    private readonly Dictionary<(string Namespace, string Id), byte[]> _schedules = [];
    private readonly Dictionary<(string Namespace, string Kind, string Id), byte[]> _documents = [];

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoreWrite> writes)
    {
        lock (_lock)
        {
            for (var i = 0; i < writes.Count; i++) Write_NeedsLock(writes[i]);
        }
    }

    /// <inheritdoc/>
    public void Rest(bool idle)
    {
        // Nothing to tidy up.
    }

    /// <inheritdoc/>
    public long LastRunNumber()
    {
        lock (_lock) return _runs.Count == 0 ? 0 : _runs.Keys.Last();
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunRow> UnsettledRuns()
    {
        lock (_lock) return [.. _runs.Values.Where(run => !run.Settled).Select(run => run.Now)];
    }

    /// <inheritdoc/>
    public RunRow? NewestRun(string @namespace, string workflowId)
    {
        lock (_lock) return _byWorkflow.GetValueOrDefault((@namespace, workflowId))?.LastOrDefault()?.Now;
    }

    /// <inheritdoc/>
    public RunRow? FindRun(string @namespace, string workflowId, string runId)
    {
        lock (_lock)
            return _byWorkflow.GetValueOrDefault((@namespace, workflowId))?.Find(run => run.Row.RunId == runId)?.Now;
    }

    /// <inheritdoc/>
    public IReadOnlyList<HistoryEvent> Events(long run, long fromEventId, int count = int.MaxValue)
    {
        lock (_lock)
        {
            if (!_runs.TryGetValue(run, out var kept)) return [];
            var skip = (int)Math.Max(0, fromEventId - 1);
            return kept.Events.GetRange(
                Math.Min(skip, kept.Events.Count), Math.Min(count, Math.Max(0, kept.Events.Count - skip)));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFact> Facts(long run)
    {
        lock (_lock) return _runs.TryGetValue(run, out var kept) ? [.. kept.Facts.Values] : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ClosedRow> ClosedRuns(string @namespace)
    {
        lock (_lock)
        {
            return [.. Closed_NeedsLock(@namespace)
                .Select(run => new ClosedRow(run.Row.Number, run.End!.ClosedAt, run.End.Info.ToByteArray()))];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunRow> ClosedBefore(string @namespace, DateTimeOffset time)
    {
        lock (_lock)
        {
            return [.. Closed_NeedsLock(@namespace)
                .Where(run => run.End!.ClosedAt < time).OrderBy(run => run.End!.ClosedAt).Select(run => run.Now)];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, byte[] Info)> Namespaces()
    {
        lock (_lock) return [.. _namespaces.Select(pair => (pair.Key, pair.Value))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Namespace, string Id, byte[] Body)> Documents(string kind)
    {
        lock (_lock)
        {
            return [.. _documents.Where(pair => pair.Key.Kind == kind)
                .Select(pair => (pair.Key.Namespace, pair.Key.Id, pair.Value))];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Namespace, string Id, byte[] State)> Schedules()
    {
        lock (_lock) return [.. _schedules.Select(pair => (pair.Key.Namespace, pair.Key.Id, pair.Value))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Memory goes with the object.
    }

    private IEnumerable<Kept> Closed_NeedsLock(string @namespace) =>
        _runs.Values.Where(run => run.End is not null && run.Row.Namespace == @namespace);

    private void Write_NeedsLock(StoreWrite write)
    {
        if (write.Created is { } row)
        {
            var added = new Kept(row);
            _runs.Add(row.Number, added);
            var key = (row.Namespace, row.WorkflowId);
            if (!_byWorkflow.TryGetValue(key, out var runs)) _byWorkflow.Add(key, runs = []);
            runs.Add(added);
        }

        if (write.Namespace is { } put) _namespaces[put.Name] = put.Info;
        if (write.DeletedNamespace is { } name) RemoveNamespace_NeedsLock(name);
        if (write.Schedule is var (space, id, state))
        {
            if (state is null) _schedules.Remove((space, id));
            else _schedules[(space, id)] = state;
        }

        if (write.Document is var (of, kind, document, body))
        {
            if (body is null) _documents.Remove((of, kind, document));
            else _documents[(of, kind, document)] = body;
        }

        if (!_runs.TryGetValue(write.Run, out var run)) return;
        run.Events.AddRange(write.Events);
        foreach (var fact in write.Facts)
        {
            if (fact.Encode() is { } bytes) run.Facts[fact.Key] = new StoredFact(fact.Key, bytes);
            else run.Facts.Remove(fact.Key);
        }

        if (write.Ended is { } end) run.End = end;
        if (write.Settled)
        {
            run.Settled = true;
            foreach (var key in run.Facts.Keys.Where(key => key != FactKey.ResetTo)) run.Facts.Remove(key);
        }

        if (write.Deleted) Remove_NeedsLock(run);
    }

    private void RemoveNamespace_NeedsLock(string name)
    {
        _namespaces.Remove(name);
        foreach (var run in _runs.Values.Where(run => run.Row.Namespace == name).ToList()) Remove_NeedsLock(run);
        foreach (var key in _schedules.Keys.Where(key => key.Namespace == name)) _schedules.Remove(key);
        foreach (var key in _documents.Keys.Where(key => key.Namespace == name)) _documents.Remove(key);
    }

    private void Remove_NeedsLock(Kept run)
    {
        var key = (run.Row.Namespace, run.Row.WorkflowId);
        _runs.Remove(run.Row.Number);
        var runs = _byWorkflow[key];
        runs.Remove(run);
        if (runs.Count == 0) _byWorkflow.Remove(key);
    }

    private sealed class Kept(RunRow row)
    {
        public RunRow Row { get; } = row;

        public RunEnd? End { get; set; }

        public bool Settled { get; set; }

        public List<HistoryEvent> Events { get; } = [];

        public Dictionary<string, StoredFact> Facts { get; } = [];

        public RunRow Now => End is null ? Row : Row with { Status = End.Status };
    }
}
