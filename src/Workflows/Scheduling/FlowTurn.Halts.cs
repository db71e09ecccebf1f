using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How frames are stopped.</content>
internal sealed partial class FlowTurn
{
    private void HaltAndCheck(int id, Halt halt) => Check(HaltFrames([id], halt));

    private void StopRequested()
    {
        var isBody = _state.Phase == FlowPhase.Body;
        var asked = Asked();
        if (isBody || _state.IsPatched(FlowPatches.StopEndsDecisions)) _state = _state with { CancelRequested = true };
        if (_state is { Paused: true, CancelRequested: true } && _state.IsPatched(FlowPatches.StopEndsPause))
        {
            _state = _state with { Paused = false };
        }

        if (isBody) HaltAll(new Halt(SkipReason.ExecutionStopped, Cancelling: true));
        foreach (var key in asked)
        {
            if (_state[key].Wait is { For: "decision" } && _state.IsPatched(FlowPatches.StopEndsDecisions))
                EndWait(key);
        }
    }

    // Steps that wait for a decision, in the order in which their frames were opened.
    private List<StepKey> Asked()
    {
        var asked = new List<StepKey>();
        foreach (var key in _state.Awaited.Values)
        {
            if (_state[key].Wait is { For: "decision" }) asked.Add(key);
        }

        asked.Sort((one, other) => (one.Frame, one.Index).CompareTo((other.Frame, other.Index)));
        return asked;
    }

    // The execution, or what it has of it.
    private void HaltAll(Halt halt)
    {
        if (_state.Chunk is { } chunk)
        {
            KeepFromOpening(chunk, halt);
            Check(HaltFrames(FramesOf(chunk), halt));
            ConcludeItems(chunk);
        }
        else
        {
            HaltAndCheck(FlowState.Body, halt);
        }
    }

    // Everything that a failure reaches: up to the step that contains it, or all.
    private List<int> HaltAround(StepKey failed, FlowFailure cause, Halt halt)
    {
        var frame = _state.Frames[failed.Frame];
        while (frame.Owner is { } owner)
        {
            if (Contains(owner, cause)) return HaltInside(owner, frame.Id, halt);
            frame = _state.Frames[owner.Frame];
        }

        return HaltFrames([frame.Id], halt);
    }

    private bool Contains(StepKey owner, FlowFailure cause)
    {
        var step = _state.StepOf(owner);
        return owner == _state.Chunk
            || step.Continues
            || step is CompiledStep.Guarded or CompiledStep.Nested
            || (!cause.IsDeliberate
                && (step.Definition.Retry is not null || step.Definition.OnFailure == OnFailure.Wait));
    }

    // One frame of a step, and those beside it: items.
    private List<int> HaltInside(StepKey owner, int inner, Halt halt)
    {
        KeepFromOpening(owner, halt);
        return _state.StepOf(owner) is CompiledStep.ForEach
            ? HaltFrames(FramesOf(owner), halt)
            : HaltFrames([inner], halt);
    }

    private int[] FramesOf(StepKey owner) =>
        [.. _state.Frames[owner.Frame].Children.Where(child => _state.Frames[child].Owner == owner)];

    private void KeepFromOpening(StepKey owner, Halt halt)
    {
        var slot = _state[owner];
        if (slot.Work is not { } work || work is StepWork.Stages) return;
        if (work.Halt is { } earlier && (earlier.Cancelling || !halt.Cancelling)) return;
        Change(owner,
            slot with { Work = work with { Halt = new Halt(work.Halt?.Reason ?? halt.Reason, halt.Cancelling) } });
        TellChunks(owner, halt);
    }

    // A frame is gone through at most twice in its life: when it starts no more, and when what runs is stopped.
    private List<int> HaltFrames(IReadOnlyList<int> outermost, Halt halt)
    {
        var halted = new List<int>();
        var ended = new List<StepKey>();
        var open = new Stack<int>(outermost.Reverse());
        while (open.TryPop(out var id))
        {
            var frame = _state.Frames[id];
            if (frame.Closed || (frame.Halt is { } earlier && (earlier.Cancelling || !halt.Cancelling))) continue;
            halted.Add(id);
            _state = _state.With(frame with { Halt = new Halt(frame.Halt?.Reason ?? halt.Reason, halt.Cancelling) });
            HaltSlots(id, halt, ended);
            foreach (var child in frame.Children.Reverse())
            {
                if (!_state.Frames[child].IsShielded) open.Push(child);
            }
        }

        foreach (var key in ended)
        {
            if (key != _givenUp) EndWait(key);
        }

        return halted;
    }

    private void HaltSlots(int id, Halt halt, List<StepKey> ended)
    {
        var frame = _state.Frames[id];
        var slots = frame.Slots.ToBuilder();
        var chunked = new List<StepKey>();
        var index = -1;
        foreach (var slot in frame.Slots)
        {
            index++;
            if (slot.Status == StepStatus.Pending && slot.Attempts == 0) continue;
            if (slot.IsDone) continue;
            var key = new StepKey(id, index);
            if (slot is { Work: StepWork.Items { Chunks.IsEmpty: false } }) chunked.Add(key);
            var path = frame.PathOf(index);
            if (_state.Running.ContainsKey(path))
            {
                if (!halt.Cancelling || slot.Cancelling) continue;
                _commands.Add(new FlowCommand.CancelStep(path));
                slots[index] = slot with { Cancelling = true };
            }
            else if (slot.Status == StepStatus.Pending
                || slot.Work is StepWork.Items { Open: 0 }
                || (slot.Wait is { } wait && Ends(wait, halt)))
            {
                ended.Add(key);
            }
        }

        _state = _state.With(frame with { Slots = slots.ToImmutable() });
        foreach (var key in chunked) TellChunks(key, halt);
    }

    // What was begun is waited for, unless it is being cancelled; a step that has failed already is not tried again.
    private static bool Ends(StepWait wait, Halt halt) => halt.Cancelling || wait.For is "decision" or "retry";

    private void EndWait(StepKey key)
    {
        var slot = _state[key];
        var frame = _state.Frames[key.Frame];
        if (slot.IsDone) return;
        if (slot.Error is { } error && (slot.Status == StepStatus.Pending || slot.Wait?.For is "decision" or "retry"))
        {
            GiveUp(key, slot, new FlowFailure(frame.PathOf(key.Index), error));
            return;
        }

        if (slot.Work is StepWork.Items) ConcludeItems(key);
        else SettleStopped(key);
    }
}
