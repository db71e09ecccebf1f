using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>
/// What of a state cannot be derived from the run's input: what an execution that continues as new, or a chunk of
/// items,
/// begins with. Stands in histories: a field is only added.
/// </summary>
internal sealed record FlowSnapshot
{
    /// <summary>When the execution started.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>Which part runs.</summary>
    public FlowPhase Phase { get; init; }

    /// <summary>The frame of the finally block; null before it runs.</summary>
    public int? Finally { get; init; }

    /// <summary>How the steps ended; null while they run.</summary>
    public FlowOutcome? Outcome { get; init; }

    /// <summary>The id of the next frame.</summary>
    public int NextFrame { get; init; }

    /// <summary>The number of the timer that was started last.</summary>
    public int LastTimer { get; init; }

    /// <summary>Ended steps by status.</summary>
    public Dictionary<StepStatus, int> Ended { get; init; } = [];

    /// <summary>Steps no longer kept, by status.</summary>
    public Dictionary<StepStatus, int> Dropped { get; init; } = [];

    /// <summary>The foreach whose chunk this is; null for a whole execution.</summary>
    public StepKey? Chunk { get; init; }

    /// <summary>Most activities at once, of a chunk; null means what the definition says.</summary>
    public int? Places { get; init; }

    /// <summary>The frames that are kept, by id.</summary>
    public List<FrameSnapshot> Frames { get; init; } = [];
}
