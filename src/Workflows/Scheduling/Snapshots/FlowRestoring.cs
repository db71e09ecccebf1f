using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>Makes states of snapshots. Pure.</summary>
internal static class FlowRestoring
{
    /// <summary>The state: activities, timers and what waits for room are still to be started.</summary>
    /// <param name="fresh">The state at the beginning of a run of the same definition.</param>
    /// <param name="saved">The snapshot.</param>
    public static FlowState Over(FlowState fresh, FlowSnapshot saved)
    {
        var state = fresh with
        {
            Flow = fresh.Flow with { Parallelism = saved.Places ?? fresh.Flow.Parallelism },
            StartTime = saved.StartTime,
            Phase = saved.Phase,
            Finally = saved.Finally,
            Outcome = saved.Outcome,
            NextFrame = saved.NextFrame,
            LastTimer = saved.LastTimer,
            Ended = saved.Ended.ToImmutableSortedDictionary(),
            Dropped = saved.Dropped.ToImmutableSortedDictionary(),
            Chunk = saved.Chunk,
        };

        // Owners have lower ids than the frames of their blocks.
        foreach (var frame in saved.Frames.OrderBy(frame => frame.Id)) state = With(state, frame);
        return state;
    }

    private static FlowState With(FlowState state, FrameSnapshot saved)
    {
        var place = PlaceOf(state, saved);
        var slots = Slots(place.Block, saved);
        var frame = new Frame
        {
            Id = saved.Id,
            Block = place.Block,
            Prefix = place.Prefix,
            Position = place.Position,
            Scope = saved.Scope,
            Owner = saved.Owner,
            Index = saved.Index,
            Attempt = saved.Attempt,
            Gate = state.GateAround(saved.Owner),
            Values = ValuesOf(state, saved),
            IsShielded = place.IsShielded,
            Slots = slots,
            Open = slots.Count(slot => !slot.IsDone),
            Active = slots.Count(slot => slot.IsActive),
            Halt = saved.Halt,
            Failure = saved.Failure,
            Stopped = saved.Stopped,
            Closed = saved.Closed,
        };
        state = state.With(frame);
        if (saved.Closed || saved.Owner is not { } owner) return state;
        var outer = state.Frames[owner.Frame];
        return state.With(outer with { Children = outer.Children.Add(frame.Id) });
    }

    private static (CompiledBlock Block, string Prefix, Position Position, bool IsShielded) PlaceOf(
        FlowState state, FrameSnapshot saved)
    {
        if (saved.Owner is not { } owner)
        {
            return saved.Id == FlowState.Body
                ? (state.Flow.Body, "", Position.Root.Inside(0), false)
                : (state.Flow.Finally!, "finally.", Position.Root.Inside(1), false);
        }

        var outer = state.Frames[owner.Frame];
        var (block, word) = BlockPlaces.Of(outer.Block.Steps[owner.Index], saved.Index);
        var position = outer.Position.Inside(owner.Index).Inside(saved.Index);
        var isShielded = word == BlockPlaces.Finally;
        return (block, $"{outer.PathOf(owner.Index)}{word}.", position, isShielded);
    }

    private static ImmutableList<StepSlot> Slots(CompiledBlock block, FrameSnapshot saved)
    {
        var slots = block.Slots.ToBuilder();
        foreach (var slot in saved.Slots) slots[slot.Index] = slot.Over(slots[slot.Index]);
        foreach (var slot in saved.Slots)
        {
            if (!slots[slot.Index].IsDone) continue;
            foreach (var dependent in block.Steps[slot.Index].Dependents)
            {
                slots[dependent] = slots[dependent] with { Missing = slots[dependent].Missing - 1 };
            }
        }

        return slots.ToImmutable();
    }

    // Only frames that something may still be evaluated in have owners that remember.
    private static FrameValues? ValuesOf(FlowState state, FrameSnapshot saved)
    {
        if (saved.Owner is not { } owner) return null;
        switch (state[owner].Work)
        {
            case StepWork.Rounds rounds when rounds.Round == saved.Index:
                return new FrameValues { Loop = BlockValues.OfRound(rounds).Value };
            case StepWork.Items items when saved.Index - items.Offset is >= 0 and var place && place < items.All.Length:
                var step = (CompiledStep.ForEach)state.StepOf(owner);
                new FlowBindings(state, state.Frames[owner.Frame]).TryGet("loop", out var around);
                return BlockValues.OfItem(step.Of.As, items.All[place], saved.Index, around);
            case StepWork.Stages { Parameters: { } parameters } when saved.Index == (int)Stage.Block:
                return BlockValues.OfPipeline(state, owner, parameters);
            default:
                return null;
        }
    }
}
