using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>One decision: it is made from a state and an event, gathers commands, and is thrown away.</summary>
internal sealed partial class FlowTurn(FlowState before, DateTimeOffset now)
{
    private readonly ImmutableArray<FlowCommand>.Builder _commands = ImmutableArray.CreateBuilder<FlowCommand>();
    private readonly PriorityQueue<StepKey, Position> _undecided = new();
    private Queue<int>? _empty;
    private FlowState _state = before;

    // The step whose failure is being told: it ends by that, not by the halt that it brings about.
    private StepKey? _givenUp;

    /// <summary>Opens the body.</summary>
    public (FlowState State, ImmutableArray<FlowCommand> Commands) Begin()
    {
        if (_state.Run.Definition.Timeout is { } timeout) _commands.Add(new FlowCommand.StartDeadline(timeout));
        OpenFrame(new Opening(_state.Flow.Body, "", Position.Root.Inside(0)));
        return End();
    }

    /// <summary>Goes on where a snapshot was taken.</summary>
    public (FlowState State, ImmutableArray<FlowCommand> Commands) Continue()
    {
        if (_state.Chunk is null && _state.Run.Definition.Timeout is { } timeout)
        {
            var left = _state.StartTime + timeout - now;
            _commands.Add(new FlowCommand.StartDeadline(left > TimeSpan.Zero ? left : TimeSpan.Zero));
        }

        foreach (var frame in _state.Frames.All.OrderBy(frame => frame.Id))
        {
            if (!frame.Closed || _state.Chunk?.Frame == frame.Id) Continue(frame);
        }

        return End();
    }

    private void Continue(Frame frame)
    {
        var index = -1;
        foreach (var slot in frame.Slots)
        {
            index++;
            var key = new StepKey(frame.Id, index);
            if (frame.Closed && _state.Chunk != key) continue;
            if (slot.Timer is { } timer) Arm(key, timer.At - now);
            else if (slot.Wait is not null) Await(key);
            var isReady = slot is { Status: StepStatus.Pending, Missing: 0 } && frame.Halt is null;
            if (isReady || slot.Work is StepWork.Items) _undecided.Enqueue(key, frame.Position.Inside(index));
        }
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
                Failed(Stop(failed.Path), failed);
                break;
            case FlowEvent.StepCancelled cancelled:
                Cancelled(Stop(cancelled.Path));
                break;
            case FlowEvent.TimerFired fired:
                Fire(fired);
                break;
            case FlowEvent.Answered answered:
                Answer(answered.Answer);
                break;
            case FlowEvent.ChunkEnded ended:
                EndedChunk(ended);
                break;
            case FlowEvent.HaltRequested halt:
                HaltAll(new Halt(halt.Reason, Cancelling: false));
                break;
            case FlowEvent.PauseRequested when _state.CancelRequested && _state.IsPatched(FlowPatches.StopEndsPause):
                break; // the run that was asked to stop is the one that ends
            case FlowEvent.PauseRequested:
                _state = _state with { Paused = true };
                break;
            case FlowEvent.PauseEnded:
                _state = _state with { Paused = false };
                break;
            case FlowEvent.Overflowed overflowed when _state.Phase == FlowPhase.Body:
                FailAll(overflowed.Error);
                break;
            case FlowEvent.CancelRequested when _state.Phase != FlowPhase.Finished:
                StopRequested();
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
        while (true)
        {
            if (_empty is not null && _empty.TryDequeue(out var frame)) Check(frame);
            else if (Next() is { } key) Decide(key);
            else if (Held() is { } held) Decide(held);
            else return (_state, _commands.ToImmutable());
        }
    }

    // The first step of the definition that can be decided now: an activity only while there is room for one.
    private StepKey? Next()
    {
        if (HasRoom && !_state.Ready.IsEmpty)
        {
            var first = _state.Ready.First();
            if (!_undecided.TryPeek(out _, out var other) || first.Key.CompareTo(other) < 0) return LeaveReady(first);
        }

        return _undecided.TryDequeue(out var key, out _) ? key : null;
    }

    private void Decide(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        var slot = frame.Slots[key.Index];
        if (slot.Work is StepWork.Items) Proceed(key); // it had to wait for room for a chunk of items
        if (frame.Halt is not null || frame.Closed || slot.Status != StepStatus.Pending) return;
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

            Start(key, step, bindings);
        }
        catch (FieldException failure)
        {
            Fail(key, failure.ErrorOf(frame.PathOf(key.Index)), attempts: 0);
        }
    }

    private void Start(StepKey key, CompiledStep step, FlowBindings bindings)
    {
        switch (step)
        {
            case CompiledStep.Condition or CompiledStep.Loop or CompiledStep.ForEach
                or CompiledStep.Guarded or CompiledStep.Nested:
                Enter(key, step, bindings);
                break;
            case CompiledStep.Fail fail:
                var error = new StepError(FlowFailure.Deliberate, fail.Message.EvaluateText(bindings));
                var path = _state.Frames[key.Frame].PathOf(key.Index);
                Fail(key, error, attempts: 1, new FlowFailure(path, error) { IsDeliberate = true });
                break;
            case CompiledStep.Approval approval:
                Ask(key, approval, bindings);
                break;
            case CompiledStep.Callback callback:
                Call(key, callback, bindings);
                break;
            case CompiledStep.Wait wait:
                LetTimeGoBy(key, wait, bindings);
                break;
            default:
                Run(key, step, bindings);
                break;
        }
    }
}
