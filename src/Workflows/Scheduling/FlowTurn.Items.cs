using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>Foreach.</content>
internal sealed partial class FlowTurn
{
    private void EnterItems(StepKey key, CompiledStep.ForEach each, FlowBindings bindings)
    {
        BeginBlocks(key, new StepWork.Items(ItemList.Of(each, bindings)));
        Proceed(key);
    }

    // Begins as many items as may be at work, and ends the step when none is left.
    private void Proceed(StepKey key)
    {
        var each = (CompiledStep.ForEach)_state.StepOf(key);
        if (IsDivided(key)) BeginChunks(key, each);
        else BeginItems(key, each);
        ConcludeItems(key);
    }

    private void BeginItems(StepKey key, CompiledStep.ForEach each)
    {
        while (NextItem(key, each) is { } work)
        {
            var number = work.Offset + work.Begun;
            Change(key, _state[key] with { Work = work with { Begun = work.Begun + 1, Open = work.Open + 1 } });
            new FlowBindings(_state, _state.Frames[key.Frame]).TryGet("loop", out var around);
            OpenFrame(OpeningOf(key, number) with
            {
                Values = BlockValues.OfItem(each.Of.As, work.All[work.Begun], number, around),
            });
        }
    }

    private StepWork.Items? NextItem(StepKey key, CompiledStep.ForEach each)
    {
        var work = MayBegin(key);
        return work?.Open < (each.Of.Parallelism ?? int.MaxValue) ? work : null;
    }

    private StepWork.Items? MayBegin(StepKey key) =>
        _state[key].Work is StepWork.Items { Halt: null, Abort: null } work
            && work.Begun < work.All.Length
            && _state.Frames[key.Frame].Halt is null
            ? work
            : null;

    private void EndItem(Frame frame, StepKey owner, CompiledStep.ForEach each)
    {
        var work = (StepWork.Items)_state[owner].Work!;
        work = work with { Open = work.Open - 1 };
        FlowFailure? failure = null;
        if (work.Abort is null)
        {
            failure = frame.Failure;
            if (failure is null && IsUnfinished(frame)) work = work with { Stopped = true };
            else if (failure is null) (work, failure) = WithOutputs(frame, work);
        }

        Change(owner, _state[owner] with { Work = work with { Failure = work.Failure ?? failure } });
        if (failure is not null) ItemFailed(owner, each, failure);
        else if (work.Size > ValueSize.MostKept) TooMuch(owner, work);
        Proceed(owner);
    }

    private (StepWork.Items Work, FlowFailure? Failure) WithOutputs(Frame frame, StepWork.Items work)
    {
        try
        {
            var outputs = Requests.Json(frame.Block.Outputs, new FlowBindings(_state, frame));
            return (work with
            {
                Outputs = outputs.Count == 0 ? work.Outputs : work.Outputs.Add(frame.Index, new ItemOutputs(outputs)),
                Size = work.Size + ValueSize.Of(outputs),
            }, null);
        }
        catch (FieldException missing)
        {
            return (work, OutputsFailed(frame, missing).Cause);
        }
    }

    private void ItemFailed(StepKey key, CompiledStep.ForEach each, FlowFailure failure)
    {
        if (each.Block.Mode == FailureMode.ContinueIndependent) return;
        var halt = new Halt(SkipReason.ExecutionFailed(failure), each.Block.Mode == FailureMode.FailFast);
        KeepFromOpening(key, halt);
        Check(HaltFrames(FramesOf(key), halt));
    }

    private void TooMuch(StepKey key, StepWork.Items work)
    {
        var largest = work.Outputs.Values
            .SelectMany(item => item.Values)
            .GroupBy(output => output.Key, StringComparer.Ordinal)
            .MaxBy(named => named.Sum(output => ValueSize.Of(output.Value)))!.Key;
        var error = ValueSize.TooLarge($"the collected outputs, of which '{largest}' is the largest,");
        var failure = new FlowFailure(_state.Frames[key.Frame].PathOf(key.Index), error);
        Abort(key, error, new Halt(SkipReason.ExecutionFailed(failure), Cancelling: true));
    }

    private void ConcludeItems(StepKey key)
    {
        if (_state[key].Work is not StepWork.Items { Open: 0 } work) return;
        var frame = _state.Frames[key.Frame];
        var halt = frame.Halt ?? work.Halt;
        if (work.Begun < work.All.Length && halt is null && work.Abort is null) return;
        if (_state.Chunk == key) EndChunk(work);
        else if (work.Abort is { } abort) AttemptFailed(key, abort, new FlowFailure(frame.PathOf(key.Index), abort));
        else if (work.Failure is { } failure)
            AttemptFailed(key, new StepError(failure.Error.Type, failure.Describe()), failure);
        else if (work.Stopped || work.Begun < work.All.Length) StopOwner(key, halt);
        else Succeed(key, ItemList.Collected((CompiledStep.ForEach)_state.StepOf(key), work));
    }
}
