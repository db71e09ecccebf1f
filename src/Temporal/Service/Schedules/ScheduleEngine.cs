using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Temporalio.Service.Store;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Schedules;

/// <summary>All schedules: takes decisions on them, makes them durable, and carries out what follows.</summary>
internal sealed class ScheduleEngine
{
    private const int DeletedKept = 1_000;
    private readonly ConcurrentDictionary<ScheduleKey, ScheduleEntry> _schedules = new();
    private readonly ConcurrentDictionary<ScheduleKey, bool> _deleted = new();
    private readonly ConcurrentQueue<ScheduleKey> _deletions = new();
    private readonly RunEngine _runs;
    private readonly IStore _store;
    private readonly GroupCommit _commit;
    private readonly TimerHeap _timers;
    private readonly ILogger _log;
    private readonly ScheduleActions _actions;

    public ScheduleEngine(RunEngine runs, IStore store, GroupCommit commit, TimerHeap timers, ILogger log)
    {
        (_runs, _store, _commit, _timers, _log) = (runs, store, commit, timers, log);
        _actions = new ScheduleActions(this, runs, log);
        runs.WhenClosed = _actions.OnClosed;
    }

    /// <summary>The time and fresh ids for a decision.</summary>
    public Moment Now => _runs.Now;

    /// <summary>The schedules of a namespace that callers may hear of, newest first.</summary>
    public IEnumerable<ScheduleEntry> Of(string @namespace) => _schedules.Values
        .Where(entry => entry.Key.Namespace == @namespace && !entry.Deleted && entry.Begun.IsCompletedSuccessfully)
        .OrderByDescending(entry => entry.Durable.CreatedAt)
        .ThenBy(entry => entry.Key.Id, StringComparer.Ordinal);

    /// <summary>Returns a schedule once it is on disk; null when there is none.</summary>
    public async ValueTask<ScheduleEntry?> FindAsync(ScheduleKey key)
    {
        if (!_schedules.TryGetValue(key, out var entry)) return null;
        if (!entry.Begun.IsCompletedSuccessfully) await entry.Begun.ConfigureAwait(false);
        return entry;
    }

    /// <summary>Whether a schedule of the id was deleted since the service started; a bounded memory.</summary>
    public bool WasDeleted(ScheduleKey key) => _deleted.ContainsKey(key);

    /// <summary>Adds a schedule; ends when it is on disk.</summary>
    /// <returns>The schedule, and false when there was one of the id.</returns>
    public async Task<(ScheduleEntry Entry, bool Added)> AddAsync(ScheduleStep first)
    {
        var entry = new ScheduleEntry(this, first.State);
        bool added;
        lock (entry.Gate)
        {
            added = _schedules.TryAdd(entry.Key, entry);
            if (added)
            {
                _deleted.TryRemove(entry.Key, out _);
                entry.Begun = Queue_NeedsLock(entry, first);
            }
        }

        if (!added) return (await FindAsync(entry.Key).ConfigureAwait(false) ?? entry, false);
        await entry.Begun.ConfigureAwait(false);
        return (entry, true);
    }

    /// <summary>Takes a decision on a schedule; ends when it is on disk.</summary>
    /// <returns>False when the schedule is deleted.</returns>
    public async Task<bool> ChangeAsync(ScheduleEntry entry, Func<ScheduleState, Moment, ScheduleStep> decide)
    {
        Task durable;
        lock (entry.Gate)
        {
            if (entry.Deleted) return false;
            durable = Queue_NeedsLock(entry, decide(entry.State, Now));
        }

        await durable.ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes a schedule; ends when that is on disk. What it started goes on.</summary>
    /// <returns>False when it was deleted already.</returns>
    public async Task<bool> DeleteAsync(ScheduleEntry entry)
    {
        ScheduleWrite write;
        lock (entry.Gate)
        {
            if (entry.Deleted) return false;
            entry.Deleted = true;
            _timers.Set(entry, null);
            write = new ScheduleWrite(() => _actions.Forget(entry))
            {
                Schedule = (entry.Key.Namespace, entry.Key.Id, null),
            };
            _commit.Enqueue(write);
            // Only now: the row of a new one of the id must come after this one's end.
            _schedules.TryRemove(new KeyValuePair<ScheduleKey, ScheduleEntry>(entry.Key, entry));
            if (_deleted.TryAdd(entry.Key, true)) _deletions.Enqueue(entry.Key);
            while (_deletions.Count > DeletedKept && _deletions.TryDequeue(out var oldest))
                _deleted.TryRemove(oldest, out _);
        }

        await write.WhenDurable.ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes all schedules of a namespace; ends when that is on disk.</summary>
    public Task DeleteAllAsync(string @namespace) => Task.WhenAll(
        _schedules.Values.Where(entry => entry.Key.Namespace == @namespace).Select(DeleteAsync));

    /// <summary>Takes up all schedules from the store: starts whose outcome is unknown are made again, workflows that
    /// ended meanwhile are noted, times that passed are dealt with.</summary>
    public void TakeUp()
    {
        foreach (var (space, id, bytes) in _store.Schedules())
        {
            var key = new ScheduleKey(space, id);
            var entry = new ScheduleEntry(
                this, ScheduleCodec.Decode(key, bytes, Seed(_runs.FindNamespace(space)?.Id ?? "", id)));
            _schedules[key] = entry;
            _actions.TakeUp(entry);
            lock (entry.Gate) _timers.Set(entry, ScheduleClock.NextWake(entry.State));
        }
    }

    /// <summary>What the jitter of a schedule depends on.</summary>
    public static string Seed(string namespaceId, string id) => $"{namespaceId}-{id}";

    /// <summary>Called by the timer.</summary>
    public void OnDue(ScheduleEntry entry)
    {
        try
        {
            lock (entry.Gate)
            {
                if (entry.Deleted) return;
                // Timers may come a little early or late; a decision with nothing to do is not written.
                var step = ScheduleDecision.Wake(entry.State, Now);
                if (ReferenceEquals(step.State, entry.State)) _timers.Set(entry, step.Wake);
                else _ = Queue_NeedsLock(entry, step);
            }
        }
        catch (Exception fault)
        {
            // One schedule's fault must not stop the timers of all others.
            _log.LogError(fault, "What was due in schedule {ScheduleId} failed", entry.Key.Id);
        }
    }

    private Task Queue_NeedsLock(ScheduleEntry entry, ScheduleStep step)
    {
        entry.State = step.State;
        var write = new ScheduleWrite(() => OnDurable(entry, step))
        {
            Schedule = (entry.Key.Namespace, entry.Key.Id, ScheduleCodec.Encode(step.State)),
        };
        _timers.Set(entry, step.Wake);
        _commit.Enqueue(write);
        return write.WhenDurable;
    }

    private void OnDurable(ScheduleEntry entry, ScheduleStep step)
    {
        entry.Durable = step.State;
        foreach (var command in step.Commands) _actions.Run(entry, command);
    }
}
