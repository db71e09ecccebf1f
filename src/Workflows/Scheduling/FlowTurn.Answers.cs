using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>What answers do.</content>
internal sealed partial class FlowTurn
{
    private void Answer(StepAnswer answer)
    {
        if (Answers.Refusal(_state, answer) is { } refusal) throw new ArgumentException(refusal, nameof(answer));
        var key = _state.Awaited[answer.Step];
        switch (_state[key].Wait!.For)
        {
            case "approval":
                Decided(key, answer.Kind == AnswerKind.Approve, answer);
                break;
            case "callback":
                Called(key, answer);
                break;
            default:
                Resolve(key, answer);
                break;
        }
    }

    private void Decided(StepKey key, bool approved, StepAnswer answer)
    {
        var slot = _state[key];
        if (!approved && ((CompiledStep.Approval)_state.StepOf(key)).Of.OnReject == OnReject.Fail)
        {
            var by = answer.By is null ? "" : $" by {answer.By}";
            var why = answer.Comment is null ? "" : $": {answer.Comment}";
            Fail(key, new StepError("Rejected", $"rejected{by}{why}"), attempts: 1);
            return;
        }

        Settle(key, slot with
        {
            Status = StepStatus.Succeeded,
            Error = null,
            EndTime = now,
            Outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                ["approved"] = StepOutputs.Json(approved),
                ["by"] = StepOutputs.Json(answer.By),
                ["comment"] = StepOutputs.Json(answer.Comment),
            },
        });
    }

    private void Called(StepKey key, StepAnswer answer)
    {
        var slot = _state[key];
        if (_state.Running.ContainsKey(answer.Step))
        {
            // The other side was quicker than our own request: that one has to end first.
            var work = (StepWork.Token)slot.Work!;
            Change(key, Released(key, slot) with { Status = StepStatus.Running, Work = work with { Answer = answer } });
            return;
        }

        Conclude(key, answer);
    }

    private void Conclude(StepKey key, StepAnswer answer)
    {
        if (answer.Kind == AnswerKind.Complete)
        {
            Settle(key,
                _state[key]
                with { Status = StepStatus.Succeeded, Error = null, Outputs = answer.Outputs, EndTime = now });
            return;
        }

        BreakOff(key, new StepError("CallbackFailed", answer.Comment ?? "the other side reported a failure"));
    }

    // The request of a callback has ended: done, failed or cancelled.
    private void RequestEnded(StepKey key, StepError? failure)
    {
        var slot = _state[key];
        if (slot.Work is StepWork.Token { Answer: { } answer }) Conclude(key, answer);
        else if ((slot.Work?.Abort ?? failure) is { } error) BreakOff(key, error);
        else if (slot.Cancelling) SettleStopped(key);
    }

    // An attempt of a step without blocks ends without success.
    private void BreakOff(StepKey key, StepError error)
    {
        var frame = _state.Frames[key.Frame];
        var (path, slot) = (frame.PathOf(key.Index), frame.Slots[key.Index]);
        if (!_state.Running.ContainsKey(path))
        {
            AttemptFailed(key, error, new FlowFailure(path, error));
            return;
        }

        if (!slot.Cancelling) _commands.Add(new FlowCommand.CancelStep(path));
        var work = slot.Work! with { Abort = error };
        Change(key, Released(key, slot) with { Status = StepStatus.Running, Work = work, Cancelling = true });
    }

    private void Resolve(StepKey key, StepAnswer answer)
    {
        var frame = _state.Frames[key.Frame];
        var slot = frame.Slots[key.Index];
        switch (answer.Kind)
        {
            case AnswerKind.Skip:
                Settle(key, slot with
                {
                    Status = StepStatus.Succeeded,
                    Error = null,
                    Outputs = answer.Outputs,
                    EndTime = now,
                });
                break;
            case AnswerKind.Retry:
                Change(key, slot with { Earlier = slot.Attempts });
                TakeParameters(frame, answer.Parameters);
                Requeue(key);
                break;
            default:
                var error = answer.Comment is { } comment ? slot.Error! with { Message = comment } : slot.Error!;
                GiveUp(key, slot with { Error = error }, new FlowFailure(frame.PathOf(key.Index), error));
                break;
        }
    }

    private void TakeParameters(Frame frame, IReadOnlyDictionary<string, JsonElement> changed)
    {
        if (changed.Count == 0) return;
        while (frame.Scope is { } outer) frame = _state.Frames[outer];
        frame = _state.Frames[frame.Id]; // as it is now
        if (frame.Owner is { } owner && _state[owner] is { Work: StepWork.Stages { Parameters: { } own } stages } slot)
        {
            var parameters = Merged(own, changed);
            Change(owner, slot with { Work = stages with { Parameters = parameters } });
            _state = _state.With(frame with { Values = BlockValues.OfPipeline(_state, owner, parameters) });
            return;
        }

        var run = _state.Run with { Parameters = Merged(_state.Run.Parameters, changed) };
        _state = _state with { Run = run, Parameters = ParameterValues.Of(run.Definition.Parameters, run.Parameters) };
    }

    private static IReadOnlyDictionary<string, JsonElement> Merged(
        IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> changed)
    {
        if (changed.Count == 0) return before;
        var merged = new Dictionary<string, JsonElement>(before, StringComparer.Ordinal);
        foreach (var (name, value) in changed) merged[name] = value;
        return merged;
    }
}
