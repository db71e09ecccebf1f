using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;

namespace Temporalio.Service.Workers;

/// <summary>The workers that report themselves. In memory: they report again after a restart.</summary>
internal sealed class WorkerRegistry(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<(string Namespace, string Key), Seen> _workers = new();

    /// <summary>Notes what a worker tells of itself. One that tells of its end is forgotten, as by Temporal's
    /// server.</summary>
    public void Record(string @namespace, WorkerHeartbeat heartbeat)
    {
        if (heartbeat.WorkerInstanceKey.Length == 0) return;
        if (heartbeat.Status == WorkerStatus.Shutdown)
        {
            _workers.TryRemove((@namespace, heartbeat.WorkerInstanceKey), out _);
            return;
        }

        if (_workers.Count >= Most) DropOldest();
        _workers[(@namespace, heartbeat.WorkerInstanceKey)] = new Seen(heartbeat, time.GetUtcNow());
    }

    /// <summary>Notes that a worker leaves.</summary>
    /// <param name="last">What it tells of itself for the last time; null for nothing.</param>
    public void Leave(string @namespace, string key, WorkerHeartbeat? last)
    {
        if (last is not null) Record(@namespace, last);
        if (!_workers.TryGetValue((@namespace, key), out var seen)) return;
        var gone = seen.Heartbeat.Clone();
        gone.Status = WorkerStatus.Shutdown;
        _workers[(@namespace, key)] = seen with { Heartbeat = gone };
    }

    /// <summary>The workers of a namespace that reported within a day, by their start, newest first.</summary>
    public IEnumerable<WorkerHeartbeat> Of(string @namespace)
    {
        var since = time.GetUtcNow() - Kept;
        return _workers.Where(pair => pair.Key.Namespace == @namespace && pair.Value.At >= since)
            .Select(pair => pair.Value.Heartbeat)
            .OrderByDescending(worker => worker.StartTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue)
            .ThenBy(worker => worker.WorkerInstanceKey, StringComparer.Ordinal);
    }

    /// <summary>Returns a worker, or null.</summary>
    public WorkerHeartbeat? Find(string @namespace, string key) =>
        _workers.TryGetValue((@namespace, key), out var seen) && seen.At >= time.GetUtcNow() - Kept
            ? seen.Heartbeat
            : null;

    private void DropOldest()
    {
        foreach (var pair in _workers.OrderBy(pair => pair.Value.At).Take(Most / 10)) _workers.TryRemove(pair);
    }

    private sealed record Seen(WorkerHeartbeat Heartbeat, DateTimeOffset At);
}
