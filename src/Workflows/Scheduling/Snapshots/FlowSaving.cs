using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>Takes snapshots. Pure; goes through all steps, so never for an event.</summary>
internal static class FlowSaving
{
    /// <summary>The whole state.</summary>
    public static FlowSnapshot Whole(FlowState state) =>
        Of(state, [.. state.Frames.All.Select(frame => frame.Id)], needed: null);

    /// <summary>The state without what nobody can read any more; that is counted.</summary>
    public static FlowSnapshot Compact(FlowState state)
    {
        var kept = Around(state, state.Frames.Open.Select(frame => frame.Id));
        return Of(state, kept, Readings.Of(state));
    }

    /// <summary>What a chunk of a foreach begins with: its items, and what they can see.</summary>
    /// <param name="state">The state.</param>
    /// <param name="key">The foreach.</param>
    /// <param name="offset">The place of the chunk's first item among the step's items.</param>
    /// <param name="chunk">How many items, and how many activities at once.</param>
    public static FlowSnapshot Chunk(FlowState state, StepKey key, int offset, ItemChunk chunk)
    {
        var needed = Readings.Of(((CompiledStep.ForEach)state.StepOf(key)).Block);
        var kept = Around(state, [key.Frame]);
        var owners = kept.Select(id => state.Frames[id].Owner).OfType<StepKey>().ToHashSet();
        return new FlowSnapshot
        {
            StartTime = state.StartTime,
            NextFrame = state.NextFrame,
            Chunk = key,
            Places = chunk.Places,
            Frames =
            [
                .. kept.Select(id => Of(state.Frames[id]) with
                {
                    Closed = true,
                    Halt = null,
                    Failure = null,
                    Slots =
                        [.. state.Frames[id].Slots.SelectMany((slot, index) => InChunk(new StepKey(id, index), slot))],
                }),
            ],
        };

        IEnumerable<SlotSnapshot> InChunk(StepKey step, StepSlot slot)
        {
            if (step == key)
            {
                var work = (StepWork.Items)slot.Work!;
                var items = new StepWork.Items(work.All.Slice(offset, chunk.Count)) { Offset = work.Offset + offset };
                yield return SlotSnapshot.Of(step.Index, slot) with { Work = items, TimerAt = null };
            }
            else if (owners.Contains(step))
            {
                yield return SlotSnapshot.Of(step.Index, slot) with { TimerAt = null, Work = Shown(slot.Work) };
            }
            else if (slot.IsDone && needed.Contains(state.StepOf(step).Name))
            {
                yield return SlotSnapshot.Of(step.Index, slot);
            }
        }
    }

    // What other items came to is nobody's business inside one.
    private static StepWork? Shown(StepWork? work) => work is StepWork.Items items
        ? new StepWork.Items(items.All) { Offset = items.Offset }
        : work;

    private static FlowSnapshot Of(FlowState state, ImmutableSortedSet<int> kept, Readings? needed)
    {
        var dropped = new Dictionary<StepStatus, int>(state.Dropped);
        foreach (var frame in state.Frames.All.Where(frame => !kept.Contains(frame.Id))) Count(frame, dropped);
        return new FlowSnapshot
        {
            StartTime = state.StartTime,
            Phase = state.Phase,
            Finally = state.Finally,
            Outcome = state.Outcome,
            NextFrame = state.NextFrame,
            LastTimer = state.LastTimer,
            Ended = new Dictionary<StepStatus, int>(state.Ended),
            Dropped = dropped,
            Chunk = state.Chunk,
            Places = state.Chunk is null ? null : state.Flow.Parallelism,
            Frames = [.. kept.Select(id => Of(state.Frames[id]) with { Slots = SlotsOf(state.Frames[id], needed) })],
        };
    }

    private static void Count(Frame frame, Dictionary<StepStatus, int> counts)
    {
        foreach (var slot in frame.Slots)
        {
            var status = slot.IsDone ? slot.Status : StepStatus.Skipped;
            counts[status] = counts.GetValueOrDefault(status) + 1;
        }
    }

    private static List<SlotSnapshot> SlotsOf(Frame frame, Readings? needed)
    {
        var slots = new List<SlotSnapshot>();
        var index = -1;
        foreach (var slot in frame.Slots)
        {
            index++;
            var isUntouched = slot is { Status: StepStatus.Pending, Attempts: 0, Admitted: false, Blocked: null };
            if (isUntouched) continue;
            var isRead = needed is null || !slot.IsDone || needed.Contains(frame.Block.Steps[index].Name);
            slots.Add(isRead ? SlotSnapshot.Of(index, slot) : SlotSnapshot.Bare(index, slot));
        }

        return slots;
    }

    private static FrameSnapshot Of(Frame frame) => new()
    {
        Id = frame.Id,
        Owner = frame.Owner,
        Scope = frame.Scope,
        Index = frame.Index,
        Attempt = frame.Attempt,
        Halt = frame.Halt,
        Failure = frame.Failure,
        Stopped = frame.Stopped,
        Closed = frame.Closed,
    };

    // The frames and all those in which their names are looked up, or whose steps they belong to.
    private static ImmutableSortedSet<int> Around(FlowState state, IEnumerable<int> frames)
    {
        var kept = ImmutableSortedSet.CreateBuilder<int>();
        var open = new Stack<int>(frames);
        while (open.TryPop(out var id))
        {
            if (!kept.Add(id)) continue;
            if (state.Frames[id].Scope is { } scope) open.Push(scope);
            if (state.Frames[id].Owner is { } owner) open.Push(owner.Frame);
        }

        return kept.ToImmutable();
    }
}
