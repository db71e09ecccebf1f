using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How steps end.</content>
internal sealed partial class FlowTurn
{
    private void Complete(StepKey key, StepResult result)
    {
        var slot = _state[key];
        slot = slot with { Attempts = AttemptsOf(slot, result.Attempts) };
        switch (_state.StepOf(key))
        {
            case CompiledStep.Callback:
                RequestEnded(key, failure: null);
                return;
            case CompiledStep.Http { Outputs.IsEmpty: false } http:
                try
                {
                    result = result with { Outputs = WithDeclared(key, http, result.Outputs) };
                }
                catch (FieldException failure)
                {
                    Fail(key, failure.ErrorOf(_state.Frames[key.Frame].PathOf(key.Index)), result.Attempts);
                    return;
                }

                break;
            default:
                break;
        }

        Settle(key, slot with
        {
            Status = StepStatus.Succeeded,
            Outputs = result.Outputs,
            Metrics = result.Metrics,
            Error = null,
            EndTime = now,
        });
    }

    private Dictionary<string, JsonElement> WithDeclared(
        StepKey key, CompiledStep.Http http, IReadOnlyDictionary<string, JsonElement> answer)
    {
        var response = Value.Of(answer.Select(part => KeyValuePair.Create(part.Key, ValueJson.Read(part.Value))));
        var bindings = new FlowBindings(
            _state, _state.Frames[key.Frame], KeyValuePair.Create("response", response));
        var outputs = new Dictionary<string, JsonElement>(answer, StringComparer.Ordinal);
        foreach (var (name, expression) in http.Outputs)
            outputs[name] = ValueJson.ToElement(expression.Evaluate(bindings));
        return outputs;
    }

    // The slot already counts the attempt at work; attempts before a lost worker's come on top.
    private static int AttemptsOf(StepSlot slot, int attempts) => Math.Max(slot.Attempts - 1, 0) + attempts;

    private void Failed(StepKey key, FlowEvent.StepFailed failed)
    {
        if (_state.StepOf(key) is CompiledStep.Callback) RequestEnded(key, failed.Error);
        else Fail(key, failed.Error, failed.Attempts);
    }

    private void Cancelled(StepKey key)
    {
        var outside = _state[key].Cancelling ? null : new StepError("Cancelled", "the step was cancelled from outside");
        if (_state.StepOf(key) is CompiledStep.Callback) RequestEnded(key, outside);
        else if (outside is not null) Fail(key, outside, attempts: 1);
        else SettleStopped(key);
    }

    private void SettleStopped(StepKey key)
    {
        var reason = _state.Frames[key.Frame].Halt?.Reason.Message;
        var error = new StepError("Cancelled", "the step was stopped: " + reason);
        Settle(key, _state[key] with { Status = StepStatus.Stopped, Error = error, EndTime = now });
    }

    private void Fail(StepKey key, StepError error, int attempts) =>
        Fail(key, error, attempts, new FlowFailure(_state.Frames[key.Frame].PathOf(key.Index), error));

    // After the last attempt: a person may decide, else the failure takes its course.
    private void Fail(StepKey key, StepError error, int attempts, FlowFailure cause)
    {
        var slot = _state[key];
        slot = slot with { Attempts = AttemptsOf(slot, attempts), Error = error };
        if (MayBeDecided(key, cause)) Hold(key, slot, new StepWait("decision") { Message = error.Message });
        else GiveUp(key, slot, cause);
    }

    private bool MayBeDecided(StepKey key, FlowFailure cause) =>
        _state.StepOf(key).Definition.OnFailure == OnFailure.Wait
        && !cause.IsDeliberate
        && !_state.CancelRequested
        && _state.Frames[key.Frame].Halt is null;

    private void GiveUp(StepKey key, StepSlot slot, FlowFailure cause)
    {
        slot = slot with { Status = StepStatus.Failed, EndTime = now };
        var frame = _state.Frames[key.Frame];
        if (frame.Block.Steps[key.Index].Continues)
        {
            Settle(key, slot);
            return;
        }

        // The failure is known to the frame before the step is settled: settling may end the frame.
        _state = _state.With(frame with { Failure = frame.Failure ?? cause });
        var around = _givenUp;
        _givenUp = key;
        var halted = frame.Block.Mode == FailureMode.ContinueIndependent
            ? []
            : HaltAround(key, cause, new Halt(
                SkipReason.ExecutionFailed(cause), Cancelling: frame.Block.Mode == FailureMode.FailFast));
        _givenUp = around;
        Settle(key, slot);
        Check(halted);
    }

    private void Settle(StepKey key, StepSlot slot)
    {
        slot = Released(key, slot);
        var frame = _state.Frames[key.Frame];
        var step = frame.Block.Steps[key.Index];
        var wasActive = frame.Slots[key.Index].IsActive;
        var passes = slot.Status is StepStatus.Succeeded or StepStatus.Cached
            || (slot.Status == StepStatus.Failed && step.Continues);
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

        var settled = frame with
        {
            Slots = slots.ToImmutable(),
            Open = frame.Open - 1,
            Active = frame.Active - (wasActive ? 1 : 0),
            Stopped = frame.Stopped || slot.Status == StepStatus.Stopped,
        };
        var before = _state.Ended.GetValueOrDefault(slot.Status);
        _state = _state with
        {
            Frames = _state.Frames.With(settled),
            Ended = _state.Ended.SetItem(slot.Status, before + 1),
        };
        Check(frame.Id);
    }
}
