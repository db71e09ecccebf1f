using Temporalio.Api.History.V1;
using Temporalio.Service.History;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Engine;

/// <summary>
/// A run in memory: its lock, its state, and what of it is not on disk yet. Every change is a decision taken under the
/// lock and
/// queued for the disk before the lock is left, so the order of decisions is the order on disk.
/// </summary>
internal sealed class RunEntry : TimerEntry
{
    private readonly RunEngine _engine;
    private TaskCompletionSource? _changed;
    private TaskCompletionSource? _closed;

    /// <summary>A run that the store has.</summary>
    public RunEntry(RunEngine engine, RunKey key, long number, RunState state)
    {
        (_engine, Key, Id, Number) = (engine, key, Guid.Parse(key.RunId), number);
        (State, Durable, Cache) = (state, state, new EventCache(state.NextEventId));
    }

    /// <summary>A run that begins, its first write about to be queued.</summary>
    public RunEntry(RunEngine engine, RunKey key, long number, Transition first)
    {
        (_engine, Key, Id, Number, Pending, Transitions) = (engine, key, Guid.Parse(key.RunId), number, 1, 1);
        (State, Durable, Cache) = (first.State, first.State, new EventCache(1));
        Cache.Add(first.Events, first.State.HistoryBytes);
    }

    /// <summary>Ends when the run's first write is on disk: before that nobody may hear of the run.</summary>
    public Task Begun { get; set; } = Task.CompletedTask;

    /// <summary>Held for every change, briefly, and never while waiting.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Namespace, workflow id, run id.</summary>
    public RunKey Key { get; }

    /// <summary>The run id as task tokens hold it.</summary>
    public Guid Id { get; }

    /// <summary>The run's number in the store.</summary>
    public long Number { get; }

    /// <summary>The state after all decisions. Guarded by <see cref="Gate"/>.</summary>
    public RunState State { get; set; }

    /// <summary>The state as of the last decision that is on disk: what callers may be told.</summary>
    public RunState Durable { get; private set; }

    /// <summary>Events in memory. Guarded by <see cref="Gate"/>.</summary>
    public EventCache Cache { get; }

    /// <summary>Queries that wait for a workflow task. Guarded by <see cref="Gate"/>.</summary>
    public QueryBook Queries { get; } = new();

    /// <summary>Callers that wait for a stage of an update. Guarded by <see cref="Gate"/>.</summary>
    public UpdateWaiters Updates { get; } = new();

    /// <summary>How many writes of this run are queued. Guarded by <see cref="Gate"/>.</summary>
    public int Pending { get; set; }

    /// <summary>How many transitions this process made of it; what lists show as state transitions.</summary>
    public long Transitions { get; set; }

    /// <summary>True once somebody asked to delete it. Guarded by <see cref="Gate"/>.</summary>
    public bool Deleted { get; set; }

    /// <summary>Returns a task that ends with the next change of <see cref="Durable"/>. Needs the lock.</summary>
    public Task NextChange_NeedsLock() =>
        (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Returns a task that ends when the close is on disk, or when the run is deleted. Needs the lock.</summary>
    public Task NextClose_NeedsLock() =>
        (_closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Notes that a decision is on disk, and wakes those who wait for it; they go on on other threads.</summary>
    public void Reached_NeedsLock(RunState state)
    {
        // Completions come in the order of decisions, but a run that made nothing to write may have run ahead of them.
        Durable = state;
        Cache.Trim(Math.Min(state.NextEventId, state.LastTaskStartedEventId));
        _changed?.TrySetResult();
        _changed = null;
        if (state.IsRunning && !Deleted) return;
        _closed?.TrySetResult();
        _closed = null;
    }

    /// <summary>Takes the events in memory from an id on.</summary>
    /// <param name="to">The first id that is not wanted.</param>
    /// <returns>The id before which the store must be asked.</returns>
    public long CopyEvents(List<HistoryEvent> list, long from, long to)
    {
        lock (Gate)
        {
            Cache.CopyTo(list, from, to);
            return Cache.First;
        }
    }

    /// <inheritdoc/>
    internal override void OnDue(DateTimeOffset now) => _engine.OnDue(this);
}
