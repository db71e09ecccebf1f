using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How attempts of steps with blocks begin and end.</content>
internal sealed partial class FlowTurn
{
    private void Enter(StepKey key, CompiledStep step, FlowBindings bindings)
    {
        switch (step)
        {
            case CompiledStep.Condition condition:
                EnterBranch(key, condition, bindings);
                break;
            case CompiledStep.Loop loop:
                EnterLoop(key, loop, bindings);
                break;
            case CompiledStep.ForEach each:
                EnterItems(key, each, bindings);
                break;
            default:
                EnterStages(key, step, bindings);
                break;
        }
    }

    private void BeginBlocks(StepKey key, StepWork work)
    {
        var slot = _state[key];
        Activate(key, Released(key, slot) with
        {
            Status = StepStatus.Running,
            Attempts = slot.Attempts + 1,
            StartTime = slot.StartTime ?? now,
            Work = work,
            Child = null,
        });
        if (TimeoutOf(_state.StepOf(key)) is { } timeout) Arm(key, timeout);
    }

    private static TimeSpan? TimeoutOf(CompiledStep step)
    {
        var own = step.Definition.Timeout;
        return step is CompiledStep.Nested { Of.Pipeline.Timeout: { } inner } && !(own <= inner) ? inner : own;
    }

    private Opening OpeningOf(StepKey owner, int place)
    {
        var frame = _state.Frames[owner.Frame];
        var (block, word) = BlockPlaces.Of(frame.Block.Steps[owner.Index], place);
        return new Opening(
            block, $"{frame.PathOf(owner.Index)}{word}.", frame.Position.Inside(owner.Index).Inside(place))
        {
            Scope = frame.Id,
            Owner = owner,
            Index = place,
        };
    }

    private void EnterBranch(StepKey key, CompiledStep.Condition condition, FlowBindings bindings)
    {
        for (var index = 0; index < condition.Branches.Length; index++)
        {
            var branch = condition.Branches[index];
            if (branch.If is { } test && !test.IsTrue(bindings)) continue;
            BeginBlocks(key, StepWork.Branch.Begun);
            Change(key, _state[key] with { Child = _state.NextFrame });
            OpenFrame(OpeningOf(key, index));
            return;
        }

        var slot = _state[key];
        Settle(key, slot with
        {
            Status = StepStatus.Succeeded,
            Attempts = slot.Attempts + 1,
            StartTime = slot.StartTime ?? now,
            EndTime = now,
            Error = null,
        });
    }

    private void EndBranch(Frame frame, StepKey owner)
    {
        if (FailureOf(frame, _state[owner].Work) is { } failure)
        {
            AttemptFailed(owner, failure);
        }
        else if (IsUnfinished(frame))
        {
            StopOwner(owner, frame.Halt);
        }
        else
        {
            try
            {
                Succeed(owner, Requests.Json(frame.Block.Outputs, new FlowBindings(_state, frame)));
            }
            catch (FieldException missing)
            {
                AttemptFailed(owner, OutputsFailed(frame, missing));
            }
        }
    }

    private static bool IsUnfinished(Frame frame) => frame.Stopped || frame.Open > 0;

    // What an attempt fails with when this frame of it has ended; null when it does not.
    private (StepError Error, FlowFailure Cause)? FailureOf(Frame frame, StepWork? work)
    {
        if (work?.Abort is { } abort) return (abort, new FlowFailure(OwnerOf(frame), abort));
        return frame.Failure is { } failure
            ? (new StepError(failure.Error.Type, failure.Describe()), failure)
            : null;
    }

    private (StepError Error, FlowFailure Cause) OutputsFailed(Frame frame, FieldException missing)
    {
        var error = missing.ErrorOf(frame.Prefix.TrimEnd('.'));
        return (error, new FlowFailure(OwnerOf(frame), error));
    }

    private string OwnerOf(Frame frame) => _state.Frames[frame.Owner!.Value.Frame].PathOf(frame.Owner.Value.Index);

    private void AttemptFailed(StepKey key, (StepError Error, FlowFailure Cause) failure) =>
        AttemptFailed(key, failure.Error, failure.Cause);

    private void AttemptFailed(StepKey key, StepError error, FlowFailure cause)
    {
        var slot = _state[key];
        var made = slot.Attempts - slot.Earlier;
        if (_state.StepOf(key).Definition.Retry is not { } retry
            || made >= retry.Attempts
            || cause.IsDeliberate
            || retry.NotOn.Contains(error.Type)
            || _state.Frames[key.Frame].Halt is not null)
        {
            Fail(key, error, attempts: 1, cause);
            return;
        }

        Hold(
            key,
            slot with { Error = error, Cancelling = false, Work = null },
            new StepWait("retry") { Message = error.Message },
            RetryInterval.After(retry, made));
    }

    private void BeginAgain(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        var step = frame.Block.Steps[key.Index];
        if (!step.HasBlocks)
        {
            Requeue(key);
            return;
        }

        try
        {
            Enter(key, step, new FlowBindings(_state, frame));
        }
        catch (FieldException failure)
        {
            Fail(key, failure.ErrorOf(frame.PathOf(key.Index)), attempts: 1);
        }
    }

    // As if it had not been started: where there is no room now, it waits for some.
    private void Requeue(StepKey key)
    {
        var slot = Released(key, _state[key]);
        var frame = _state.Frames[key.Frame];
        slot = slot with { Status = StepStatus.Pending, Admitted = slot.Attempts > 0, WorkersLost = 0 };
        _state = _state.With(frame.With(key.Index, slot) with { Active = frame.Active - 1 });
        _undecided.Enqueue(key, frame.Position.Inside(key.Index));
    }

    private void Succeed(StepKey key, IReadOnlyDictionary<string, JsonElement> outputs) => Settle(key, _state[key] with
    {
        Status = StepStatus.Succeeded,
        Outputs = outputs,
        Error = null,
        EndTime = now,
    });

    private void StopOwner(StepKey key, Halt? halt)
    {
        halt ??= _state.Frames[key.Frame].Halt;
        var error = new StepError("Cancelled", "not finished: " + halt?.Reason.Message);
        Settle(key, _state[key] with { Status = StepStatus.Stopped, Error = error, EndTime = now });
    }

    // The time of all that is inside is up.
    private void BreakOffBlocks(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        var path = frame.PathOf(key.Index);
        _state = _state with { Awaited = _state.Awaited.Remove(path) };
        var timeout = Shown.Duration(TimeoutOf(frame.Block.Steps[key.Index]).GetValueOrDefault());
        var error = new StepError("Timeout", $"it took longer than its timeout of {timeout}");
        Abort(key, error, new Halt(SkipReason.StepTimedOut(path, timeout), Cancelling: true));
    }

    private void Abort(StepKey key, StepError error, Halt halt)
    {
        var slot = _state[key];
        Change(key, slot with { Work = slot.Work! with { Abort = error } });
        KeepFromOpening(key, halt);
        Check(HaltFrames([.. FramesOf(key).Where(id => !_state.Frames[id].IsShielded)], halt));
        if (_state[key].Work is StepWork.Items) ConcludeItems(key);
    }
}
