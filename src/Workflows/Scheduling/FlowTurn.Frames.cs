using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How frames begin and end.</content>
internal sealed partial class FlowTurn
{
    private int OpenFrame(Opening opening)
    {
        var frame = new Frame
        {
            Id = _state.NextFrame,
            Block = opening.Block,
            Prefix = opening.Prefix,
            Position = opening.Position,
            Scope = opening.Scope,
            Owner = opening.Owner,
            Index = opening.Index,
            Attempt = opening.Owner is { } owner ? _state[owner].Attempts : 0,
            Gate = _state.GateAround(opening.Owner),
            Values = opening.Values,
            IsShielded = opening.IsShielded,
            Slots = opening.Block.Slots,
            Open = opening.Block.Steps.Length,
        };
        var frames = _state.Frames.With(frame);
        if (opening.Owner is { } holder)
        {
            var outer = frames[holder.Frame];
            frames = frames.With(outer with { Children = outer.Children.Add(frame.Id) });
        }

        _state = _state with { Frames = frames, NextFrame = frame.Id + 1 };

        foreach (var root in opening.Block.Roots)
        {
            _undecided.Enqueue(new StepKey(frame.Id, root), frame.Position.Inside(root));
        }

        // Not ended here: rounds of empty blocks would pile up on the stack.
        if (frame.Open == 0) (_empty ??= new Queue<int>()).Enqueue(frame.Id);
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
        else if (frame.Id == FlowState.Body) EndBody(frame);
        else EndFinally(frame);
    }

    private void EndOwner(Frame frame, StepKey owner)
    {
        var outer = _state.Frames[owner.Frame];
        _state = _state.With(outer with { Children = outer.Children.Remove(frame.Id) });
        switch (_state.StepOf(owner))
        {
            case CompiledStep.Loop loop:
                EndRound(frame, owner, loop);
                break;
            case CompiledStep.ForEach each:
                EndItem(frame, owner, each);
                break;
            case CompiledStep.Guarded or CompiledStep.Nested:
                EndStage(frame, owner);
                break;
            default:
                EndBranch(frame, owner);
                break;
        }
    }

    private void EndBody(Frame body)
    {
        _state = _state with { Outcome = OutcomeOf(body) };
        if (_state.Flow.Finally is not { } last)
        {
            Finish();
            return;
        }

        _state = _state with { Phase = FlowPhase.Finally, Finally = _state.NextFrame };
        OpenFrame(new Opening(last, "finally.", Position.Root.Inside(1)) { Scope = FlowState.Body });
    }

    private FlowOutcome OutcomeOf(Frame body)
    {
        if (_state.CancelRequested) return new FlowOutcome.Stopped();
        if (body.Failure is { } failure) return new FlowOutcome.Failed(failure);
        try
        {
            var outputs = Requests.Json(body.Block.Outputs, new FlowBindings(_state, body));
            return ValueSize.Largest(outputs, ValueSize.MostHandedOut) is { } name
                ? new FlowOutcome.Failed(
                    new FlowFailure(null, ValueSize.TooLarge($"the outputs, of which '{name}' is the largest,")))
                : new FlowOutcome.Succeeded(outputs);
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
        var timeout = Shown.Duration(_state.Run.Definition.Timeout.GetValueOrDefault());
        FailAll(new StepError("Timeout", $"the execution took longer than its timeout of {timeout}"));
    }

    private void FailAll(StepError error)
    {
        var body = _state.Frames[FlowState.Body];
        var failure = new FlowFailure(null, error);
        _state = _state.With(body with { Failure = body.Failure ?? failure });
        HaltAll(new Halt(SkipReason.ExecutionFailed(failure), Cancelling: true));
    }
}
