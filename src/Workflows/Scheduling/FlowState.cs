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

    /// <summary>When the execution started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Which part runs.</summary>
    public FlowPhase Phase { get; init; }

    /// <summary>All frames, open and closed, by id.</summary>
    public ImmutableDictionary<int, Frame> Frames { get; init; } = ImmutableDictionary<int, Frame>.Empty;

    /// <summary>The frame of the finally block; null before it runs.</summary>
    public int? Finally { get; init; }

    /// <summary>Steps that have an activity, by path.</summary>
    public ImmutableDictionary<string, StepKey> Running { get; init; } = ImmutableDictionary<string, StepKey>.Empty;

    /// <summary>Steps that only <see cref="CompiledFlow.Parallelism"/> keeps waiting, in definition order.</summary>
    public ImmutableSortedDictionary<Position, StepKey> Ready { get; init; } =
        ImmutableSortedDictionary<Position, StepKey>.Empty;

    /// <summary>How many steps have ended, by status.</summary>
    public ImmutableSortedDictionary<StepStatus, int> Ended { get; init; } =
        ImmutableSortedDictionary<StepStatus, int>.Empty;

    /// <summary>True when somebody asked for a stop while the steps ran.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How the steps ended; changed by the finally block only when that fails. Null while they run.</summary>
    public FlowOutcome? Outcome { get; init; }

    /// <summary>What <c>execution.status</c> is.</summary>
    public StepStatus Status => Outcome?.Status ?? StepStatus.Running;

    /// <summary>The slot of a step.</summary>
    public StepSlot this[StepKey key] => Frames[key.Frame].Slots[key.Index];

    /// <summary>The compiled step.</summary>
    public CompiledStep StepOf(StepKey key) => Frames[key.Frame].Block.Steps[key.Index];

    /// <summary>The same state with a frame added or changed.</summary>
    public FlowState With(Frame frame) => this with { Frames = Frames.SetItem(frame.Id, frame) };
}
