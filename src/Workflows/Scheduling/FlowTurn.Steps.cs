using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How steps end.</content>
internal sealed partial class FlowTurn
{
    private void Complete(StepKey key, StepResult result)
    {
        var slot = _state[key];
        Settle(key, slot with
        {
            Status = StepStatus.Succeeded,
            Attempts = AttemptsOf(slot, result.Attempts),
            Outputs = result.Outputs,
            Metrics = result.Metrics,
            Error = null,
            EndTime = now,
        });
    }

    // The slot already counts the attempt at work; attempts before a lost worker's come on top.
    private static int AttemptsOf(StepSlot slot, int attempts) => Math.Max(slot.Attempts - 1, 0) + attempts;

    private void Cancelled(StepKey key)
    {
        var slot = _state[key];
        if (!slot.Cancelling)
        {
            Fail(key, new StepError("Cancelled", "the step was cancelled from outside"), attempts: 1);
            return;
        }

        var reason = _state.Frames[key.Frame].Halt?.Reason.Message;
        var error = new StepError("Cancelled", "the step was stopped: " + reason);
        Settle(key, slot with { Status = StepStatus.Stopped, Error = error, EndTime = now });
    }

    private void Fail(StepKey key, StepError error, int attempts) =>
        Fail(key, error, attempts, new FlowFailure(_state.Frames[key.Frame].PathOf(key.Index), error));

    private void Fail(StepKey key, StepError error, int attempts, FlowFailure cause)
    {
        var frame = _state.Frames[key.Frame];
        var slot = frame.Slots[key.Index] with
        {
            Status = StepStatus.Failed,
            Attempts = AttemptsOf(frame.Slots[key.Index], attempts),
            Error = error,
            EndTime = now,
        };
        if (frame.Block.Steps[key.Index].Definition.OnFailure == OnFailure.Continue)
        {
            Settle(key, slot);
            return;
        }

        // The failure is known to the frame before the step is settled: settling may end the frame.
        _state = _state.With(frame with { Failure = frame.Failure ?? cause });
        var halted = _state.Run.Definition.FailureMode == FailureMode.ContinueIndependent
            ? []
            : HaltFrames(BoundaryOf(key.Frame), new Halt(
                SkipReason.ExecutionFailed(cause),
                Cancelling: _state.Run.Definition.FailureMode == FailureMode.FailFast));
        Settle(key, slot);
        Check(halted);
    }

    // The outermost frame that the failure reaches: a step with onFailure: continue contains what fails inside it.
    private int BoundaryOf(int id)
    {
        var frame = _state.Frames[id];
        while (frame.Owner is { } owner && _state.StepOf(owner).Definition.OnFailure != OnFailure.Continue)
        {
            frame = _state.Frames[owner.Frame];
        }

        return frame.Id;
    }

    private void Settle(StepKey key, StepSlot slot)
    {
        var frame = _state.Frames[key.Frame];
        var step = frame.Block.Steps[key.Index];
        var wasActive = frame.Slots[key.Index].Status == StepStatus.Running;
        var passes = slot.Status is StepStatus.Succeeded or StepStatus.Cached
            || (slot.Status == StepStatus.Failed && step.Definition.OnFailure == OnFailure.Continue);
        var blocked = passes ? null : SkipReason.Needs(step.Name, slot.Status);

        var slots = frame.Slots.ToBuilder();
        slots[key.Index] = slot;
        foreach (var dependent in step.Dependents)
        {
            var waiting = slots[dependent];
            var missing = waiting.Missing - 1;
            slots[dependent] = waiting with { Missing = missing, Blocked = waiting.Blocked ?? blocked };
            if (missing == 0) _undecided.Enqueue(new StepKey(frame.Id, dependent), frame.Position.Inside(dependent));
        }

        _state = _state.With(frame with
        {
            Slots = slots.ToImmutable(),
            Open = frame.Open - 1,
            Active = frame.Active - (wasActive ? 1 : 0),
            Stopped = frame.Stopped || slot.Status == StepStatus.Stopped,
        });
        var before = _state.Ended.GetValueOrDefault(slot.Status);
        _state = _state with { Ended = _state.Ended.SetItem(slot.Status, before + 1) };
        Check(frame.Id);
    }
}
