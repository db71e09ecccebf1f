using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>How activities are started, and started again.</content>
internal sealed partial class FlowTurn
{
    private const int MostWorkersLost = 3;

    private void Run(StepKey key, CompiledStep step, FlowBindings bindings)
    {
        var frame = _state.Frames[key.Frame];
        if (!MayRun(key)) return;
        _commands.Add(CommandOf(frame, key, step, bindings));
        var slot = frame.Slots[key.Index];
        slot = slot with { Status = StepStatus.Running, Attempts = slot.Attempts + 1, StartTime = slot.StartTime
            ?? now };
        TakePlace(key, frame.With(key.Index, slot) with { Active = frame.Active + 1 });
    }

    private FlowCommand CommandOf(Frame frame, StepKey key, CompiledStep step, FlowBindings bindings)
    {
        var path = frame.PathOf(key.Index);
        var context = _state.Run.Context;
        return step switch
        {
            CompiledStep.Job job =>
                new FlowCommand.RunJob(path, Requests.Of(job, path, context, bindings), job.Options),
            CompiledStep.Register register =>
                new FlowCommand.RegisterModel(path, Requests.Of(register, path, context, bindings), register.Options),
            CompiledStep.Http http =>
                new FlowCommand.CallHttp(
                    path,
                    Requests.Of(http, path, context, bindings) with
                    {
                        Repetition = AttemptsAround(frame, own: frame.Slots[key.Index].Earlier + 1),
                    },
                    http.Options),
            CompiledStep.Callback { Request: { } call } callback when frame.Slots[key.Index].Work
                is StepWork.Token token =>
                new FlowCommand.CallHttp(
                    path,
                    Requests.Of(call, path, context, new FlowBindings(
                        _state, frame, KeyValuePair.Create("token", Value.Of(token.Value)))) with
                    {
                        Repetition = AttemptsAround(frame, own: frame.Slots[key.Index].Attempts),
                    },
                    callback.Options with { Timeout = null }),
            _ => throw new InvalidOperationException($"'{path}' has no activity."),
        };
    }

    private StepKey Stop(string path)
    {
        if (!_state.Running.TryGetValue(path, out var key))
        {
            throw new ArgumentException($"Step '{path}' is not running.", nameof(path));
        }

        LeavePlace(path, key);
        return key;
    }

    // A definition without retry means one attempt of the program, not one worker: a lost one is nobody's failure.
    private bool MayRunAgain(FlowEvent.StepFailed failed) =>
        _state.Running.TryGetValue(failed.Path, out var key)
        && _state.StepOf(key).Definition.Retry is null
        && _state[key] is { Cancelling: false, WorkersLost: < MostWorkersLost };

    private void RunAgain(FlowEvent.StepFailed failed)
    {
        var key = _state.Running[failed.Path];
        var frame = _state.Frames[key.Frame];
        var slot = frame.Slots[key.Index];
        try
        {
            _commands.Add(CommandOf(frame, key, frame.Block.Steps[key.Index], new FlowBindings(_state, frame)));
        }
        catch (FieldException failure)
        {
            // An expression may read what has changed since, such as the status of a step that this one does not need.
            Fail(Stop(failed.Path), failure.ErrorOf(failed.Path), failed.Attempts);
            return;
        }

        _state = _state.With(frame.With(key.Index, slot with
        {
            Attempts = slot.Attempts + failed.Attempts,
            WorkersLost = slot.WorkersLost + 1,
            Error = failed.Error,
        }));
    }
}
