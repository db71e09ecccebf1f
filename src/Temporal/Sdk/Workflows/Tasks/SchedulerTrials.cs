using System.Collections.Concurrent;
using Temporalio.Exceptions;

namespace Temporalio.Workflows.Tasks;

/// <summary>Has a <see cref="SchedulerGuard"/> watch the first activations of each type of workflow, and all of a type
/// that was ever seen to leave its scheduler. What code does wrong it mostly does when it is new; the worker of code
/// that proved itself pays nothing.</summary>
internal sealed class SchedulerTrials : IDisposable
{
    /// <summary>The activations of a type that are watched.</summary>
    public const int Length = 200;

    private readonly ConcurrentDictionary<WorkflowDefinition, Trial> _trials = new();
    private readonly Lock _lock = new();
    private SchedulerGuard? _guard;
    private int _open;

    /// <summary>Whether somebody watches now.</summary>
    public bool IsWatching => Volatile.Read(ref _guard) != null;

    /// <summary>Workflow code is about to run.</summary>
    public void Begin(WorkflowDefinition definition)
    {
        var trial = _trials.GetOrAdd(definition, static _ => new());
        if (trial.State != TrialState.New)
            return;
        lock (_lock)
        {
            if (trial.State != TrialState.New)
                return;
            trial.State = TrialState.Open;
            _open++;
            _guard ??= new();
        }
    }

    /// <summary>Workflow code has run.</summary>
    /// <param name="definition">Which.</param>
    /// <param name="failure">Why its task fails; null when it does not.</param>
    public void End(WorkflowDefinition definition, Exception? failure)
    {
        var trial = _trials[definition];
        if (trial.State != TrialState.Open)
            return;
        lock (_lock)
        {
            // The task comes again and again; it must fail each time, until the code is right.
            trial.Failed |= failure is InvalidWorkflowSchedulerException;
            if (++trial.Count < Length || trial.Failed || trial.State != TrialState.Open)
                return;
            trial.State = TrialState.Passed;
            if (--_open == 0)
                StopWatching_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            StopWatching_NeedsLock();
    }

    private void StopWatching_NeedsLock()
    {
        _guard?.Dispose();
        _guard = null;
    }

    private enum TrialState
    {
        New,
        Open,
        Passed,
    }

    private sealed class Trial
    {
        private volatile TrialState _state;

        public TrialState State
        {
            get => _state;
            set => _state = value;
        }

        public int Count { get; set; }

        public bool Failed { get; set; }
    }
}
