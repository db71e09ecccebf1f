using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>Loops.</content>
internal sealed partial class FlowTurn
{
    // Such rounds cost nothing but the workflow's own time, and nobody could stop them.
    private const int MostRounds = 10_000;
    private const int MostRoundsOfAll = 100_000;

    private Dictionary<StepKey, int>? _rounds;
    private int _roundsOfAll;

    private void EnterLoop(StepKey key, CompiledStep.Loop loop, FlowBindings bindings)
    {
        var state = Requests.Json(loop.State, bindings);
        CheckState(state);
        long? maximum = loop.Maximum?.Evaluate(bindings) switch
        {
            null => null,
            Value.Int { Number: >= 0 } whole => whole.Number,
            var other =>
                throw FieldException.WrongValue("maximum", ValueForms.Describe(other), "a whole number from 0"),
        };
        BeginBlocks(key, new StepWork.Rounds(state, maximum));
        NextRound(key, loop);
    }

    private static void CheckState(IReadOnlyDictionary<string, JsonElement> state)
    {
        if (ValueSize.Largest(state, ValueSize.MostKept) is not { } name) return;
        throw new FieldException(
            ValueSize.TooLarge($"the state, of which '{name}' is the largest,").Message, FieldException.TooLarge);
    }

    private void EndRound(Frame frame, StepKey owner, CompiledStep.Loop loop)
    {
        var work = (StepWork.Rounds)_state[owner].Work!;
        if (FailureOf(frame, work) is { } failure)
        {
            AttemptFailed(owner, failure);
            return;
        }

        if (IsUnfinished(frame))
        {
            StopOwner(owner, frame.Halt);
            return;
        }

        try
        {
            var bindings = new FlowBindings(_state, frame);
            var outputs = Requests.Json(frame.Block.Outputs, bindings);
            var next = work with
            {
                State = Merged(work.State, Requests.Json(loop.Next, bindings)),
                Previous = outputs,
                Round = work.Round + 1,
            };
            CheckState(next.State);
            var isDone = loop.Until?.IsTrue(new FlowBindings(
                _state, frame, BlockValues.OfRound(work with { State = next.State }))) == true;
            Change(owner, _state[owner] with { Work = next });
            if (isDone) Succeed(owner, outputs);
            else NextRound(owner, loop);
        }
        catch (FieldException missing)
        {
            AttemptFailed(owner, OutputsFailed(frame, missing));
        }
    }

    private void NextRound(StepKey key, CompiledStep.Loop loop)
    {
        var frame = _state.Frames[key.Frame];
        var work = (StepWork.Rounds)_state[key].Work!;
        var values = BlockValues.OfRound(work);
        try
        {
            if (loop.While?.IsTrue(new FlowBindings(_state, frame, values)) == false)
            {
                Succeed(key, work.Previous ?? StepOutputs.None);
                return;
            }
        }
        catch (FieldException failure)
        {
            var path = frame.PathOf(key.Index);
            var (error, cause) = (failure.ErrorOf(path), new FlowFailure(path, failure.ErrorOf(path)));
            var isRetried = loop.Definition.Retry is not null && _state.IsPatched(FlowPatches.WhileIsRetried);
            if (isRetried) AttemptFailed(key, error, cause);
            else Fail(key, error, attempts: 1, cause);
            return;
        }

        var asks = loop.While is not null || loop.Until is not null;
        if (work.Round >= work.Maximum && asks && loop.Of.OnMaximum == OnMaximum.Fail)
        {
            var error = new StepError(
                "MaximumReached", $"after its maximum of {work.Maximum} rounds its test still asks for more");
            AttemptFailed(key, error, new FlowFailure(frame.PathOf(key.Index), error));
        }
        else if (work.Round >= work.Maximum)
        {
            Succeed(key, work.Previous ?? StepOutputs.None);
        }
        else if ((frame.Halt ?? work.Halt) is { } halt)
        {
            StopOwner(key, halt);
        }
        else if (Spins(key))
        {
            var error = new StepError(
                "LoopSpins",
                $"{MostRounds} rounds ran no program and waited for nothing; the loop's tests must come to an end");
            Fail(key, error, attempts: 1);
        }
        else
        {
            OpenFrame(OpeningOf(key, work.Round) with
            {
                Values = new FrameValues { Loop = values.Value },
            });
        }
    }

    private bool Spins(StepKey key)
    {
        _rounds ??= [];
        _rounds[key] = _rounds.GetValueOrDefault(key) + 1;
        _roundsOfAll++;
        return _rounds[key] > MostRounds || _roundsOfAll > MostRoundsOfAll;
    }
}
