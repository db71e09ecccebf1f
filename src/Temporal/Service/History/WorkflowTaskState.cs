using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History;

/// <summary>The pending workflow task of a run; a run has at most one.</summary>
internal sealed record WorkflowTaskState
{
    /// <summary>Whether its events are in history.</summary>
    public required WorkflowTaskKind Kind { get; init; }

    /// <summary>The id of its Scheduled event; the id that it will get when the kind is not normal.</summary>
    public required long ScheduledEventId { get; init; }

    /// <summary>The id of its Started event, likewise; 0 until a worker took it.</summary>
    public long StartedEventId { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The queue that it waits in: the normal one or a worker's own.</summary>
    public required TaskQueue Queue { get; init; }

    /// <summary>When it was scheduled.</summary>
    public required DateTimeOffset ScheduledTime { get; init; }

    /// <summary>When the first of a chain of tasks that only heartbeat for local activities was scheduled.</summary>
    public DateTimeOffset OriginalScheduledTime { get; init; }

    /// <summary>When a worker took it; null before.</summary>
    public DateTimeOffset? StartedTime { get; init; }

    /// <summary>Until when it waits in a sticky queue; null on the normal queue. Lost in a crash.</summary>
    public DateTimeOffset? StickyUntil { get; init; }

    /// <summary>Time from start to completion.</summary>
    public required TimeSpan StartToClose { get; init; }

    /// <summary>The Started event, also when it is not in history; null until started.</summary>
    public HistoryEvent? StartedEvent { get; init; }

    /// <summary>True once a worker took it.</summary>
    public bool IsStarted => StartedEventId != 0;
}
