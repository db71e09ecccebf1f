using System.Collections.Immutable;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>One run of one block: the body, the finally block, a branch taken.</summary>
internal sealed record Frame
{
    /// <summary>Names the frame in its execution; counted up from 0 in the order of opening.</summary>
    public required int Id { get; init; }

    /// <summary>What runs in it.</summary>
    public required CompiledBlock Block { get; init; }

    /// <summary>What its steps' paths begin with: empty, or ending in a dot.</summary>
    public required string Prefix { get; init; }

    /// <summary>The place of its steps in the definition.</summary>
    public required Position Position { get; init; }

    /// <summary>The frame in which names that this one does not have are looked up; null for the body.</summary>
    public int? Scope { get; init; }

    /// <summary>The step whose block this is; null for the body and the finally block.</summary>
    public StepKey? Owner { get; init; }

    /// <summary>The round, item or branch that it is.</summary>
    public int Index { get; init; }

    /// <summary>The attempt of its owner that opened it; 0 for the body and the finally block.</summary>
    public int Attempt { get; init; }

    /// <summary>The innermost nested pipeline around that has a bound of its own; null for none.</summary>
    public StepKey? Gate { get; init; }

    /// <summary>Names that it brings; null for none.</summary>
    public FrameValues? Values { get; init; }

    /// <summary>True for a block that what happens around it does not interrupt: a finally.</summary>
    public bool IsShielded { get; init; }

    /// <summary>The steps, in the order of the block.</summary>
    public required ImmutableList<StepSlot> Slots { get; init; }

    /// <summary>How many steps are not done.</summary>
    public required int Open { get; init; }

    /// <summary>How many steps run or wait, those with an open frame of their own included.</summary>
    public int Active { get; init; }

    /// <summary>Open frames of its steps, by id.</summary>
    public ImmutableSortedSet<int> Children { get; init; } = [];

    /// <summary>Set once no more steps are started.</summary>
    public Halt? Halt { get; init; }

    /// <summary>The first failure that its own steps did not contain.</summary>
    public FlowFailure? Failure { get; init; }

    /// <summary>True when a step of it was stopped.</summary>
    public bool Stopped { get; init; }

    /// <summary>True when it has ended.</summary>
    public bool Closed { get; init; }

    /// <summary>True when nothing in it is left to happen.</summary>
    public bool IsOver => Open == 0 || (Halt is not null && Active == 0);

    /// <summary>The path of the <paramref name="index"/>th step.</summary>
    public string PathOf(int index) => Prefix + Block.Steps[index].Name;

    /// <summary>The same frame with one step changed.</summary>
    public Frame With(int index, StepSlot slot) => this with { Slots = Slots.SetItem(index, slot) };
}
