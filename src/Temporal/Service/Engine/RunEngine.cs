using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;
using Temporalio.Service.Matching;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Store;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Engine;

/// <summary>Takes decisions on runs, makes them durable, and carries out what follows from them.</summary>
/// <remarks>
/// Workflow tasks are offered at once: workflow code has no effects, and what it answers is queued behind the rows
/// that caused
/// it. All else that a decision wants done waits for its rows to be on disk.
/// </remarks>
internal sealed class RunEngine
{
    private readonly GroupCommit _commit;
    private readonly TimerHeap _timers;
    private readonly TimeProvider _time;
    private readonly ServiceIds _ids;
    private readonly EffectRunner _effects;

    private readonly NamespaceRegistry _namespaces;
    private readonly ILogger _log;

    public RunEngine(
        IStore store, GroupCommit commit, TimerHeap timers, NamespaceRegistry namespaces, TimeProvider time,
            ILogger log, TimeProvider? callTime = null)
    {
        (_namespaces, _log) = (namespaces, log);
        (_commit, _timers, _time, _ids) = (commit, timers, time, new ServiceIds(time));
        CallTime = callTime ?? time;
        Queues = new TaskQueues<EngineTask>(CallTime, TaskLevel.Of);
        Rates = new QueueRates(CallTime);
        Lists = new ClosedRuns(store);
        Runs = new RunRegistry(this, store, Lists);
        _effects = new EffectRunner(this, log);
    }

    /// <summary>All runs, in memory or loaded when asked for.</summary>
    public RunRegistry Runs { get; }

    /// <summary>All task queues.</summary>
    public TaskQueues<EngineTask> Queues { get; }

    /// <summary>How fast tasks may leave their queues.</summary>
    public QueueRates Rates { get; }

    /// <summary>Closed runs as lists show them.</summary>
    public ClosedRuns Lists { get; }

    /// <summary>Called on the writer's thread for every run whose end is on disk; null for nobody.</summary>
    public Action<RunEntry>? WhenClosed { get; set; }

    /// <summary>The time and fresh ids for a decision.</summary>
    public Moment Now => new(_time.GetUtcNow(), _ids);

    /// <summary>Fresh ids.</summary>
    public IdSource Ids => _ids;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>The clock of callers that wait.</summary>
    public TimeProvider CallTime { get; }

    /// <summary>Returns a namespace, or null.</summary>
    public Namespace? FindNamespace(string name) => _namespaces.Has(name) ? _namespaces.Get(name) : null;

    /// <summary>Takes a decision on a run; ends when it is on disk.</summary>
    /// <exception cref="ServiceException">The decision refuses.</exception>
    public async Task<Transition> ChangeAsync(RunEntry entry, Func<RunState, Moment, Transition> decide)
    {
        Transition transition;
        Task? durable;
        lock (entry.Gate)
        {
            if (entry.Deleted) throw Refusals.NoRun(entry.Key.WorkflowId, entry.Key.RunId);
            transition = decide(entry.State, Now);
            durable = Apply_NeedsLock(entry, transition);
        }

        if (durable is not null) await durable.ConfigureAwait(false);
        return transition.Refusal is null ? transition : throw transition.Refusal;
    }

    /// <summary>Makes a transition the run's state and queues its rows. The caller holds the run's lock.</summary>
    /// <returns>Ends when all that was decided so far is on disk; null when it is.</returns>
    public Task? Apply_NeedsLock(RunEntry entry, Transition transition, bool awaited = true)
    {
        var before = entry.State;
        var after = transition.State;
        entry.State = after;
        entry.Transitions++;
        if (before.NextDeadline != after.NextDeadline) _timers.Set(entry, after.NextDeadline);
        if (!transition.Writes && entry.Pending == 0)
        {
            Offer_NeedsLock(entry, transition);
            entry.Reached_NeedsLock(after);
            _effects.RunLater(entry, transition);
            return null;
        }

        var durable = Queue_NeedsLock(entry, before, transition, awaited);
        Offer_NeedsLock(entry, transition);
        return durable;
    }

    /// <summary>Ends when all that was decided on a run so far is on disk: before that nobody may hear of it.</summary>
    /// <returns>Null when it is there already.</returns>
    public Task? WhenDurable(RunEntry entry)
    {
        lock (entry.Gate)
        {
            return entry.Pending == 0
                ? null
                : Queue_NeedsLock(entry, entry.State, Transition.None(entry.State), awaited: true);
        }
    }

    /// <summary>Makes a new run and queues its first rows. The caller holds the lock of the workflow id.</summary>
    /// <returns>The run; <see cref="RunEntry.Begun"/> ends when it is on disk.</returns>
    /// <param name="admit">What the run gets before a worker can take it; called under its lock.</param>
    public RunEntry Begin(RunKey key, Transition first, Action<RunEntry>? admit = null)
    {
        var entry = Create(key, first, out var write);
        lock (entry.Gate)
        {
            Runs.Add(entry);
            _timers.Set(entry, first.State.NextDeadline);
            _commit.Enqueue(write);
            admit?.Invoke(entry);
            Offer_NeedsLock(entry, first);
        }

        return entry;
    }

    /// <summary>Removes a run with all its rows; ends when that is on disk.</summary>
    public Task DeleteAsync(RunEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.Deleted) return Task.CompletedTask;
            entry.Deleted = true;
            _timers.Set(entry, null);
            entry.Pending++;
            var write = new RunWrite(this, entry, Transition.None(entry.State)) { Run = entry.Number, Deleted = true };
            var durable = write.WhenDurable();
            Runs.Deleting(entry);
            _commit.Enqueue(write);
            return durable;
        }
    }

    /// <summary>Called on the writer's thread for every write that is on disk.</summary>
    public void OnDurable(RunWrite write)
    {
        var entry = write.Entry;
        if (write.Deleted)
        {
            lock (entry.Gate) entry.Reached_NeedsLock(entry.Durable);
            Runs.Deleted(entry);
            return;
        }

        lock (entry.Gate)
        {
            entry.Pending--;
            entry.Reached_NeedsLock(write.Transition.State);
        }

        if (write.Ended is { } end) Lists.Add(entry.Key.Namespace, entry.Number, end);
        if (write.Settled) Runs.Settled(entry);
        _effects.Run(entry, write.Transition);
    }

    /// <summary>Called by the timer when something of a run is due.</summary>
    public void OnDue(RunEntry entry)
    {
        try
        {
            lock (entry.Gate)
            {
                if (entry.Deleted) return;
                Apply_NeedsLock(entry, TickDecision.Tick(entry.State, Now), awaited: false);
                // Spurious wake-ups change nothing: the next one must be set all the same.
                _timers.Set(entry, entry.State.NextDeadline);
            }
        }
        catch (Exception fault)
        {
            // One run's fault must not stop the timers of all others.
            _log.LogError(
                fault, "What was due in run {RunId} of {WorkflowId} failed", entry.Key.RunId, entry.Key.WorkflowId);
        }
    }

    /// <summary>Takes up a restored run: what died with the process is tried again, what was left undone is
    /// done.</summary>
    public void Recover(RunEntry entry)
    {
        lock (entry.Gate)
        {
            _timers.Set(entry, entry.State.NextDeadline);
            var recovered = RecoveryDecision.Recover(entry.State, Now);
            // Its own effects are among the outstanding ones of the state that it leads to.
            var outstanding = OutstandingDecision.Of(recovered.State);
            Apply_NeedsLock(entry, recovered with { Effects = outstanding }, awaited: false);
        }
    }

    /// <summary>Offers a query to a worker, at the one that has the workflow in its cache when it is there.</summary>
    public void OfferQuery(RunEntry entry, PendingQuery query, string? stickyQueue)
    {
        var key = entry.Key;
        if (stickyQueue is not null && Queues.Add(
            new QueueKey(key.Namespace, stickyQueue, QueueKind.Workflow),
            new EngineTask.Query(entry, query, Sticky: true),
            onlyWithPoller: true))
            return;
        Queues.Add(
            new QueueKey(key.Namespace, entry.State.QueueName, QueueKind.Workflow),
            new EngineTask.Query(entry, query, Sticky: false));
    }

    private Task? Queue_NeedsLock(RunEntry entry, RunState before, Transition transition, bool awaited)
    {
        var after = transition.State;
        entry.Cache.Add(transition.Events, after.HistoryBytes - before.HistoryBytes);
        entry.Pending++;
        var closes = before.IsRunning && !after.IsRunning;
        var write = new RunWrite(this, entry, transition)
        {
            Run = entry.Number,
            Events = transition.Events,
            Facts = transition.Facts,
            Ended = closes ? ExecutionInfo.End(entry, after) : null,
            Settled = !after.IsRunning && OutstandingDecision.Of(after).Count == 0,
        };
        var durable = awaited ? write.WhenDurable() : null;
        if (NextRun(transition) is { } first) Begin_NeedsLock(first, write);
        else _commit.Enqueue(write);
        return durable;
    }

    /// <summary>The first transition of the run that follows the one that <paramref name="transition"/> closes; null when none does.</summary>
    private static Transition? NextRun(Transition transition)
    {
        for (var i = 0; i < transition.Effects.Count; i++)
        {
            if (transition.Effects[i] is Effect.StartNextRun next) return next.First;
        }

        return null;
    }

    /// <summary>Begins the run that follows another, in the same commit as that one's closing event.</summary>
    private void Begin_NeedsLock(Transition first, RunWrite closing)
    {
        var run = Create(first.State.Key, first, out var write);
        lock (run.Gate)
        {
            // Whoever finds the run, its timer too, waits for the gate: nothing of it may be queued before its beginning.
            Runs.Add(run);
            _timers.Set(run, first.State.NextDeadline);
            _commit.Enqueue(closing, write);
            Offer_NeedsLock(run, first);
        }
    }

    private RunEntry Create(RunKey key, Transition first, out RunWrite write)
    {
        var state = first.State;
        var number = Runs.NextNumber();
        var entry = new RunEntry(this, key, number, first);
        write = new RunWrite(this, entry, first)
        {
            Run = number,
            Created = new RunRow(
                number, key.Namespace, key.WorkflowId, key.RunId, state.StartRequestId,
                (int)WorkflowExecutionStatus.Running),
            Events = first.Events,
            Facts = first.Facts,
            Ended = state.IsRunning ? null : ExecutionInfo.End(entry, state),
            Settled = !state.IsRunning && OutstandingDecision.Of(state).Count == 0,
        };
        entry.Begun = write.WhenDurable();
        return entry;
    }

    private void Offer_NeedsLock(RunEntry entry, Transition transition)
    {
        for (var i = 0; i < transition.Effects.Count; i++)
        {
            if (transition.Effects[i] is Effect.OfferWorkflowTask offer) OfferWorkflowTask(entry, offer);
        }

        foreach (var query in entry.Queries.Free(entry.State)) OfferQuery(entry, query, entry.State.Sticky?.Name);
    }

    private void OfferWorkflowTask(RunEntry entry, Effect.OfferWorkflowTask offer)
    {
        if (entry.State.Task is { IsStarted: true } taken && taken.ScheduledEventId == offer.ScheduledEventId) return;
        var space = entry.Key.Namespace;
        if (offer.Sticky && Queues.Add(
            new QueueKey(space, offer.Queue, QueueKind.Workflow),
            new EngineTask.Workflow(entry, offer.ScheduledEventId, offer.Attempt, Sticky: true),
            onlyWithPoller: true))
            return;
        // The worker that had the workflow in its cache is gone: any other takes it with the whole history.
        var normal = offer.Sticky ? entry.State.QueueName : offer.Queue;
        Queues.Add(
            new QueueKey(space, normal, QueueKind.Workflow),
            new EngineTask.Workflow(entry, offer.ScheduledEventId, offer.Attempt, Sticky: false));
    }
}
