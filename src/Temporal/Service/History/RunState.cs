using System.Collections.Immutable;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.History;

/// <summary>The mutable state of one run: what its events and facts amount to. Immutable itself.</summary>
internal sealed record RunState
{
    /// <summary>Namespace, workflow id, run id.</summary>
    public required RunKey Key { get; init; }

    /// <summary>
    /// The attributes of the first event: type, queue, timeouts, retry policy, cron, parent, root, attempt, …
    /// </summary>
    public required WorkflowExecutionStartedEventAttributes Start { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When its first workflow task may run: the start time plus the backoff.</summary>
    public required DateTimeOffset ExecutionTime { get; init; }

    /// <summary>The request id of the start, by which a repeated start is known.</summary>
    public string StartRequestId { get; init; } = string.Empty;

    /// <summary>Request ids of starts that found the run at work and were attached to it, with the ids of the events
    /// that tell so.</summary>
    public ImmutableDictionary<string, long> AttachedRequestIds { get; init; } =
        ImmutableDictionary<string, long>.Empty;

    /// <summary>Running, or how it closed.</summary>
    public WorkflowExecutionStatus Status { get; init; } = WorkflowExecutionStatus.Running;

    /// <summary>The closing event; null while running.</summary>
    public HistoryEvent? CloseEvent { get; init; }

    /// <summary>The id that the next event gets.</summary>
    public long NextEventId { get; init; } = 1;

    /// <summary>The size of all events together, in bytes.</summary>
    public long HistoryBytes { get; init; }

    /// <summary>The memo as it stands.</summary>
    public ImmutableDictionary<string, Payload> Memo { get; init; } = ImmutableDictionary<string, Payload>.Empty;

    /// <summary>The search attributes as they stand.</summary>
    public ImmutableDictionary<string, Payload> SearchAttributes { get; init; } =
        ImmutableDictionary<string, Payload>.Empty;

    /// <summary>The pending workflow task; null when there is none.</summary>
    public WorkflowTaskState? Task { get; init; }

    /// <summary>The attempt of the pending or next workflow task, from 1.</summary>
    public int TaskAttempt { get; init; } = 1;

    /// <summary>
    /// The id of the last completed workflow task's Started event (<c>previousStartedEventId</c>); 0 for none.
    /// </summary>
    public long LastTaskStartedEventId { get; init; }

    /// <summary>True until the first workflow task may be scheduled.</summary>
    public bool WaitsForFirstTask { get; init; }

    /// <summary>
    /// The first completed workflow task of every version of the workers' code, over all runs of the chain.
    /// </summary>
    public ImmutableList<ResetPointInfo> ResetPoints { get; init; } = [];

    /// <summary>The version that the worker of the last completed workflow task named; null for none.</summary>
    public WorkerVersionStamp? WorkerVersion { get; init; }

    /// <summary>When the run began anew from a point of another one; null when it did not.</summary>
    public DateTimeOffset? ResetTime { get; init; }

    /// <summary>The last run that a reset began from this one; empty for none.</summary>
    public string ResetRunId { get; init; } = string.Empty;

    /// <summary>What an operator set in place of the start's: priority and versioning; null for nothing.</summary>
    public WorkflowExecutionOptions? Options { get; init; }

    /// <summary>True once somebody asked to cancel the run.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Pending activities by scheduled event id.</summary>
    public ImmutableDictionary<long, ActivityState> Activities { get; init; } =
        ImmutableDictionary<long, ActivityState>.Empty;

    /// <summary>Scheduled event ids of pending activities by activity id.</summary>
    public ImmutableDictionary<string, long> ActivityIds { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Running timers by started event id.</summary>
    public ImmutableDictionary<long, TimerState> Timers { get; init; } = ImmutableDictionary<long, TimerState>.Empty;

    /// <summary>Started event ids of running timers by timer id.</summary>
    public ImmutableDictionary<string, long> TimerIds { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Pending children by initiated event id.</summary>
    public ImmutableDictionary<long, ChildState> Children { get; init; } = ImmutableDictionary<long, ChildState>.Empty;

    /// <summary>Pending signals to other runs by initiated event id.</summary>
    public ImmutableDictionary<long, ExternalSignalState> Signals { get; init; } =
        ImmutableDictionary<long, ExternalSignalState>.Empty;

    /// <summary>Pending cancel requests to other runs by initiated event id.</summary>
    public ImmutableDictionary<long, ExternalCancelState> Cancels { get; init; } =
        ImmutableDictionary<long, ExternalCancelState>.Empty;

    /// <summary>Updates by update id, the completed ones included.</summary>
    public ImmutableDictionary<string, UpdateState> Updates { get; init; } =
        ImmutableDictionary<string, UpdateState>.Empty;

    /// <summary>Request ids of signals, by which a repeated signal is known.</summary>
    public ImmutableHashSet<string> SignalRequestIds { get; init; } = [];

    /// <summary>How many signals the run got.</summary>
    public int SignalCount { get; init; }

    /// <summary>Events that wait for the running workflow task to end; their ids are not set.</summary>
    public ImmutableList<HistoryEvent> Buffered { get; init; } = [];

    /// <summary>All times at which something is due.</summary>
    public ImmutableSortedSet<Deadline> Deadlines { get; init; } = [];

    /// <summary>The worker that has the workflow in its cache; null when none is known. Lost in a crash.</summary>
    public StickyQueue? Sticky { get; init; }

    /// <summary>True when the parent was told of the close.</summary>
    public bool ParentNotified { get; init; }

    /// <summary>True when the parent close policies of the children were carried out.</summary>
    public bool PoliciesApplied { get; init; }

    /// <summary>True until the closing event.</summary>
    public bool IsRunning => Status == WorkflowExecutionStatus.Running;

    /// <summary>When <c>TickDecision</c> has something to do; null when never.</summary>
    public DateTimeOffset? NextDeadline => Deadlines.IsEmpty ? null : Deadlines.Min.Due;

    /// <summary>The number of events in history.</summary>
    public long EventCount => NextEventId - 1;

    /// <summary>The run's own queue.</summary>
    public string QueueName => Start.TaskQueue.Name;
}
