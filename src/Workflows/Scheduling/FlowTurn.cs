using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>One decision: it is made from a state and an event, gathers commands, and is thrown away.</summary>
internal sealed partial class FlowTurn(FlowState before, DateTimeOffset now)
{
    private const int MostWorkersLost = 3;

    private readonly ImmutableArray<FlowCommand>.Builder _commands = ImmutableArray.CreateBuilder<FlowCommand>();
    private readonly PriorityQueue<StepKey, Position> _undecided = new();
    private FlowState _state = before;

    /// <summary>Opens the body.</summary>
    public (FlowState State, ImmutableArray<FlowCommand> Commands) Begin()
    {
        if (_state.Run.Definition.Timeout is { } timeout) _commands.Add(new FlowCommand.StartDeadline(timeout));
        OpenFrame(_state.Flow.Body, "", Position.Root.Inside(0), scope: null, owner: null);
        return End();
    }

    /// <summary>Takes an event in.</summary>
    public (FlowState State, ImmutableArray<FlowCommand> Commands) Take(FlowEvent happened)
    {
        switch (happened)
        {
            case FlowEvent.StepCompleted completed:
                Complete(Stop(completed.Path), completed.Result);
                break;
            case FlowEvent.StepFailed failed when failed.WorkerLost && MayRunAgain(failed):
                RunAgain(failed);
                break;
            case FlowEvent.StepFailed failed:
                Fail(Stop(failed.Path), failed.Error, failed.Attempts);
                break;
            case FlowEvent.StepCancelled cancelled:
                Cancelled(Stop(cancelled.Path));
                break;
            case FlowEvent.CancelRequested when _state.Phase == FlowPhase.Body:
                _state = _state with { CancelRequested = true };
                HaltAndCheck(FlowState.Body, new Halt(SkipReason.ExecutionStopped, Cancelling: true));
                break;
            case FlowEvent.DeadlineReached when _state.Phase == FlowPhase.Body && !_state.CancelRequested:
                TimeOut();
                break;
            default:
                break; // the finally block is not interrupted
        }

        return End();
    }

    private (FlowState State, ImmutableArray<FlowCommand> Commands) End()
    {
        while (Next() is { } key) Decide(key);
        return (_state, _commands.ToImmutable());
    }

    // The first step of the definition that can be decided now: an activity only while there is room for one.
    private StepKey? Next()
    {
        var hasRoom = _state.Running.Count < _state.Flow.Parallelism && !_state.Ready.IsEmpty;
        if (hasRoom)
        {
            var first = _state.Ready.First();
            if (!_undecided.TryPeek(out _, out var other) || first.Key.CompareTo(other) < 0)
            {
                _state = _state with { Ready = _state.Ready.Remove(first.Key) };
                return first.Value;
            }
        }

        return _undecided.TryDequeue(out var key, out _) ? key : null;
    }

    private void Decide(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        if (frame.Halt is not null || frame.Closed) return;
        var slot = frame.Slots[key.Index];
        var step = frame.Block.Steps[key.Index];
        if (slot.Blocked is { } blocked)
        {
            Settle(key, slot with { Status = StepStatus.Skipped, Error = blocked, EndTime = now });
            return;
        }

        try
        {
            var bindings = new FlowBindings(_state, frame);
            if (!slot.Admitted && step.When?.IsTrue(bindings) == false)
            {
                Settle(key, slot with { Status = StepStatus.Skipped, Error = SkipReason.WhenFalse, EndTime = now });
                return;
            }

            switch (step)
            {
                case CompiledStep.Condition condition:
                    Enter(key, condition, bindings);
                    break;
                case CompiledStep.Fail fail:
                    Fail(key, new StepError("Fail", fail.Message.EvaluateText(bindings)), attempts: 1);
                    break;
                default:
                    Run(key, step, bindings);
                    break;
            }
        }
        catch (FieldException failure)
        {
            Fail(key, failure.ErrorOf(frame.PathOf(key.Index)), attempts: 0);
        }
    }

    private void Run(StepKey key, CompiledStep step, FlowBindings bindings)
    {
        var frame = _state.Frames[key.Frame];
        if (_state.Running.Count >= _state.Flow.Parallelism)
        {
            _state = _state.With(frame.With(key.Index, frame.Slots[key.Index] with { Admitted = true }));
            _state = _state with { Ready = _state.Ready.Add(frame.Position.Inside(key.Index), key) };
            return;
        }

        _commands.Add(CommandOf(frame, key, step, bindings));
        var slot = frame.Slots[key.Index] with { Status = StepStatus.Running, Attempts = 1, StartTime = now };
        _state = _state.With(frame.With(key.Index, slot) with { Active = frame.Active + 1 });
        _state = _state with { Running = _state.Running.Add(frame.PathOf(key.Index), key) };
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
            _ => throw new InvalidOperationException($"'{path}' has no activity."),
        };
    }

    private StepKey Stop(string path)
    {
        if (!_state.Running.TryGetValue(path, out var key))
        {
            throw new ArgumentException($"Step '{path}' is not running.", nameof(path));
        }

        _state = _state with { Running = _state.Running.Remove(path) };
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
