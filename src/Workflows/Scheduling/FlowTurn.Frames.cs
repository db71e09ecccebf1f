using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How blocks begin and end.</content>
internal sealed partial class FlowTurn
{
    private void Enter(StepKey key, CompiledStep.Condition condition, FlowBindings bindings)
    {
        var frame = _state.Frames[key.Frame];
        var slot = frame.Slots[key.Index] with { Status = StepStatus.Running, Attempts = 1, StartTime = now };
        for (var index = 0; index < condition.Branches.Length; index++)
        {
            var branch = condition.Branches[index];
            if (branch.If is { } test && !test.IsTrue(bindings)) continue;
            _state = _state.With(frame.With(key.Index, slot with { Child = _state.Frames.Count }) with
            {
                Active = frame.Active + 1,
                Children = frame.Children.Add(_state.Frames.Count),
            });
            var prefix = $"{frame.PathOf(key.Index)}.{branch.Word}.";
            OpenFrame(branch.Block, prefix, frame.Position.Inside(key.Index).Inside(index), frame.Id, key);
            return;
        }

        Settle(key, slot with { Status = StepStatus.Succeeded, EndTime = now });
    }

    private int OpenFrame(CompiledBlock block, string prefix, Position position, int? scope, StepKey? owner)
    {
        var frame = new Frame
        {
            Id = _state.Frames.Count,
            Block = block,
            Prefix = prefix,
            Position = position,
            Scope = scope,
            Owner = owner,
            Slots = block.Slots,
            Open = block.Steps.Length,
        };
        _state = _state.With(frame);
        foreach (var root in block.Roots) _undecided.Enqueue(new StepKey(frame.Id, root), position.Inside(root));
        Check(frame.Id);
        return frame.Id;
    }

    private void Check(int id)
    {
        if (_state.Frames[id] is { Closed: false, IsOver: true } frame) Close(frame);
    }

    // The innermost first: a frame is over when those inside it are.
    private void Check(IReadOnlyList<int> outermostFirst)
    {
        for (var index = outermostFirst.Count - 1; index >= 0; index--) Check(outermostFirst[index]);
    }

    private void Close(Frame frame)
    {
        _state = _state.With(frame with { Closed = true });
        if (frame.Owner is { } owner) EndOwner(frame, owner);
        else if (_state.Phase == FlowPhase.Body) EndBody(frame);
        else EndFinally(frame);
    }

    private void EndOwner(Frame frame, StepKey owner)
    {
        var outer = _state.Frames[owner.Frame];
        _state = _state.With(outer with { Children = outer.Children.Remove(frame.Id) });
        var slot = _state[owner];
        if (frame.Failure is { } failure)
        {
            Fail(owner, new StepError(failure.Error.Type, failure.Describe()), attempts: 1, failure);
        }
        else if (frame.Stopped || frame.Open > 0)
        {
            var error = new StepError("Cancelled", "not finished: " + frame.Halt?.Reason.Message);
            Settle(owner, slot with { Status = StepStatus.Stopped, Error = error, EndTime = now });
        }
        else
        {
            HandOut(frame, owner, slot);
        }
    }

    private void HandOut(Frame frame, StepKey owner, StepSlot slot)
    {
        IReadOnlyDictionary<string, JsonElement> outputs;
        try
        {
            outputs = Requests.Json(frame.Block.Outputs, new FlowBindings(_state, frame));
        }
        catch (FieldException failure)
        {
            Fail(owner, failure.ErrorOf(frame.Prefix.TrimEnd('.')), attempts: 1);
            return;
        }

        Settle(owner, slot with { Status = StepStatus.Succeeded, Outputs = outputs, EndTime = now });
    }

    private void EndBody(Frame body)
    {
        _state = _state with { Outcome = OutcomeOf(body) };
        if (_state.Flow.Finally is not { } last)
        {
            Finish();
            return;
        }

        _state = _state with { Phase = FlowPhase.Finally, Finally = _state.Frames.Count };
        OpenFrame(last, "finally.", Position.Root.Inside(1), FlowState.Body, owner: null);
    }

    private FlowOutcome OutcomeOf(Frame body)
    {
        if (_state.CancelRequested) return new FlowOutcome.Stopped();
        if (body.Failure is { } failure) return new FlowOutcome.Failed(failure);
        try
        {
            return new FlowOutcome.Succeeded(Requests.Json(body.Block.Outputs, new FlowBindings(_state, body)));
        }
        catch (FieldException missing)
        {
            return new FlowOutcome.Failed(new FlowFailure(null, missing.ErrorOf(null)));
        }
    }

    private void EndFinally(Frame last)
    {
        if (last.Failure is { } failure && _state.Outcome is FlowOutcome.Succeeded)
        {
            _state = _state with { Outcome = new FlowOutcome.Failed(failure) };
        }

        Finish();
    }

    private void Finish()
    {
        _state = _state with { Phase = FlowPhase.Finished };
        _commands.Add(new FlowCommand.Finish(_state.Outcome!));
    }

    private void TimeOut()
    {
        var body = _state.Frames[FlowState.Body];
        var timeout = Shown.Duration(_state.Run.Definition.Timeout.GetValueOrDefault());
        var failure = new FlowFailure(
            null, new StepError("Timeout", $"the execution took longer than its timeout of {timeout}"));
        _state = _state.With(body with { Failure = body.Failure ?? failure });
        HaltAndCheck(FlowState.Body, new Halt(SkipReason.ExecutionFailed(failure), Cancelling: true));
    }

    private void HaltAndCheck(int id, Halt halt) => Check(HaltFrames(id, halt));

    // A frame is gone through at most twice in its life: when it starts no more, and when what runs is stopped.
    private List<int> HaltFrames(int outermost, Halt halt)
    {
        var halted = new List<int>();
        var open = new Stack<int>([outermost]);
        while (open.TryPop(out var id))
        {
            var frame = _state.Frames[id];
            if (frame.Closed || (frame.Halt is { } earlier && (earlier.Cancelling || !halt.Cancelling))) continue;
            halted.Add(id);
            _state = _state.With(frame with { Halt = new Halt(frame.Halt?.Reason ?? halt.Reason, halt.Cancelling) });
            if (halt.Cancelling) CancelRunning(id);
            foreach (var child in frame.Children.Reverse()) open.Push(child);
        }

        return halted;
    }

    private void CancelRunning(int id)
    {
        var frame = _state.Frames[id];
        var slots = frame.Slots.ToBuilder();
        var index = 0;
        foreach (var slot in frame.Slots)
        {
            var path = frame.PathOf(index);
            if (slot is { Status: StepStatus.Running, Cancelling: false } && _state.Running.ContainsKey(path))
            {
                _commands.Add(new FlowCommand.CancelStep(path));
                slots[index] = slot with { Cancelling = true };
            }

            index++;
        }

        _state = _state.With(frame with { Slots = slots.ToImmutable() });
    }
}
