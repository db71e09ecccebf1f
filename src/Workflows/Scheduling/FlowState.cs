using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Everything known of an execution. Immutable; a change costs the logarithm of the number of steps.</summary>
internal sealed record FlowState
{
    /// <summary>Id of the frame of the pipeline's steps.</summary>
    public const int Body = 0;

    /// <summary>The definition with every expression parsed.</summary>
    public required CompiledFlow Flow { get; init; }

    /// <summary>Definition, context and parameters as given.</summary>
    public required PipelineRun Run { get; init; }

    /// <summary>The parameters as expressions see them.</summary>
    public required Value Parameters { get; init; }

    /// <summary>What tokens are made of: drawn once, known to nobody else.</summary>
    public Guid Draw { get; init; }

    /// <summary>True for one of <see cref="FlowPatches"/> by which this run decides.</summary>
    public Func<string, bool> IsPatched { get; init; } = static _ => true;

    /// <summary>When the execution started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Which part runs.</summary>
    public FlowPhase Phase { get; init; }

    /// <summary>The id of the next frame.</summary>
    public int NextFrame { get; init; }

    /// <summary>The number of the timer that was started last.</summary>
    public int LastTimer { get; init; }

    /// <summary>All frames, open and closed, by id; closed ones are dropped when the execution continues as
    /// new.</summary>
    public FrameMap Frames { get; init; } = FrameMap.Empty;

    /// <summary>The frame of the finally block; null before it runs.</summary>
    public int? Finally { get; init; }

    /// <summary>Steps that have an activity, by path.</summary>
    public ImmutableDictionary<string, StepKey> Running { get; init; } = ImmutableDictionary<string, StepKey>.Empty;

    /// <summary>Foreach with chunks at work, by path.</summary>
    public ImmutableDictionary<string, StepKey> Chunked { get; init; } = ImmutableDictionary<string, StepKey>.Empty;

    /// <summary>Places that chunks of items hold.</summary>
    public int Reserved { get; init; }

    /// <summary>Steps that a timer or an answer goes to, by path.</summary>
    public ImmutableDictionary<string, StepKey> Awaited { get; init; } = ImmutableDictionary<string, StepKey>.Empty;

    /// <summary>Steps that only <see cref="CompiledFlow.Parallelism"/> keeps waiting, in definition order.</summary>
    public ImmutableSortedDictionary<Position, StepKey> Ready { get; init; } =
        ImmutableSortedDictionary<Position, StepKey>.Empty;

    /// <summary>Places taken, and steps that wait for one, in nested pipelines with a bound of their own.</summary>
    public ImmutableDictionary<StepKey, Gate> Gates { get; init; } = ImmutableDictionary<StepKey, Gate>.Empty;

    /// <summary>How many steps have ended, by status.</summary>
    public ImmutableSortedDictionary<StepStatus, int> Ended { get; init; } =
        ImmutableSortedDictionary<StepStatus, int>.Empty;

    /// <summary>Steps that have ended and are no longer kept, by status.</summary>
    public ImmutableSortedDictionary<StepStatus, int> Dropped { get; init; } =
        ImmutableSortedDictionary<StepStatus, int>.Empty;

    /// <summary>True when no more activities are started, so that the execution can continue as new.</summary>
    public bool Paused { get; init; }

    /// <summary>The foreach whose chunk of items this is; null for a whole execution.</summary>
    public StepKey? Chunk { get; init; }

    /// <summary>True when somebody asked for a stop while the steps ran.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How the steps ended; changed by the finally block only when that fails. Null while they run.</summary>
    public FlowOutcome? Outcome { get; init; }

    /// <summary>What <c>execution.status</c> is.</summary>
    public StepStatus Status => Outcome?.Status ?? StepStatus.Running;

    /// <summary>The slot of a step.</summary>
    public StepSlot this[StepKey key] => Frames[key.Frame].Slots[key.Index];

    /// <summary>The places of a nested pipeline that has a bound of its own.</summary>
    public Gate GateOf(StepKey nested) => Gates.GetValueOrDefault(nested, Gate.Unused);

    /// <summary>The innermost step with a bound of its own around the blocks of a step; null for none.</summary>
    public StepKey? GateAround(StepKey? owner) => owner is not { } inner ? null
        : StepOf(inner).OwnParallelism is not null ? inner
        : Frames[inner.Frame].Gate;

    /// <summary>The compiled step.</summary>
    public CompiledStep StepOf(StepKey key) => Frames[key.Frame].Block.Steps[key.Index];

    /// <summary>The same state with a frame added or changed.</summary>
    public FlowState With(Frame frame) => this with { Frames = Frames.With(frame) };
}
