using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;
using Pipelines.Workflows.Scheduling.Snapshots;

namespace Pipelines.Workflows.Scheduling;

/// <content>Chunks of items that child workflows run.</content>
internal sealed partial class FlowTurn
{
    private const int MostItems = 500;
    private const int MostBytes = 256 * 1024;

    private int ChunkItems => Math.Max(_state.Run.Limits?.ChunkItems ?? MostItems, 1);

    private bool IsDivided(StepKey key) =>
        _state.Chunk != key && _state[key].Work is StepWork.Items work && work.All.Length > ChunkItems;

    private void BeginChunks(StepKey key, CompiledStep.ForEach each)
    {
        while (MayBegin(key) is { } work)
        {
            var own = (each.Of.Parallelism ?? int.MaxValue) - work.Chunks.Values.Sum(chunk => chunk.Places);
            if (own <= 0) return;
            if (HoldsBack(_state.Frames[key.Frame]) is { } gate)
            {
                HoldBack(gate, key);
                return;
            }

            if (!HasRoom)
            {
                WaitForRoom(key);
                return;
            }

            // A quarter of the places each, so that a slow chunk does not keep all others waiting.
            var room = Math.Min(
                _state.Flow.Parallelism - _state.Running.Count - _state.Reserved, RoomAround(_state.Frames[key.Frame]));
            var places = Math.Min(Math.Min(room, own), Math.Max(_state.Flow.Parallelism / 4, 1));
            BeginChunk(key, work, new ItemChunk(CountOf(work), places));
        }
    }

    private int CountOf(StepWork.Items work)
    {
        var (count, bytes) = (0, 0L);
        while (count < ChunkItems && work.Begun + count < work.All.Length)
        {
            bytes += ValueSize.Of(work.All[work.Begun + count]);
            if (bytes > MostBytes && count > 0) break;
            count++;
        }

        return count;
    }

    private void BeginChunk(StepKey key, StepWork.Items work, ItemChunk chunk)
    {
        var frame = _state.Frames[key.Frame];
        var path = frame.PathOf(key.Index);
        var text = SnapshotText.Write(FlowSaving.Chunk(_state, key, work.Begun, chunk));
        if (text.Length > SnapshotText.Longest)
        {
            var error = ValueSize.TooLarge("what the items' block reads from around it");
            Abort(key, error, new Halt(SkipReason.ExecutionFailed(new FlowFailure(path, error)), Cancelling: true));
            return;
        }

        var offset = work.Offset + work.Begun;
        var input = ChunkInput.Of(_state.Run, (CompiledStep.ForEach)_state.StepOf(key), text);
        _commands.Add(new FlowCommand.RunChunk(path, offset, chunk.Count, input));
        Change(key, _state[key] with
        {
            Work = work with
            {
                Begun = work.Begun + chunk.Count,
                Open = work.Open + chunk.Count,
                Chunks = work.Chunks.Add(offset, chunk),
            },
        });
        _state = _state with { Reserved = _state.Reserved + chunk.Places, Chunked = _state.Chunked.SetItem(path, key) };
        Reserve(frame, chunk.Places);
    }

    private void EndedChunk(FlowEvent.ChunkEnded ended)
    {
        if (!_state.Chunked.TryGetValue(ended.Path, out var key)
            || _state[key].Work is not StepWork.Items work
            || !work.Chunks.TryGetValue(ended.Offset, out var chunk))
        {
            throw new ArgumentException($"Step '{ended.Path}' has no chunk at {ended.Offset}.", nameof(ended));
        }

        var result = ended.Result;
        var chunks = work.Chunks.Remove(ended.Offset);
        Count(result.Ended);
        _state = _state with
        {
            Reserved = _state.Reserved - chunk.Places,
            Chunked = chunks.IsEmpty ? _state.Chunked.Remove(ended.Path) : _state.Chunked,
        };
        Reserve(_state.Frames[key.Frame], -chunk.Places);
        var failure = result.Error is { } error && result.Status == StepStatus.Failed
            ? new FlowFailure(result.FailedStep, error) { IsDeliberate = result.IsDeliberate }
            : null;
        var outputs = result.Outputs ?? StepOutputs.None;
        work = work with
        {
            Open = work.Open - chunk.Count,
            Chunks = chunks,
            Stopped = work.Stopped || result.Status == StepStatus.Stopped,
            Failure = work.Failure ?? failure,
            Outputs = outputs.Count == 0 ? work.Outputs
                : work.Outputs.Add(ended.Offset, new ItemOutputs(outputs, IsChunk: true)),
            Size = work.Size + ValueSize.Of(outputs),
        };
        Change(key, _state[key] with { Work = work });
        if (failure is not null) ItemFailed(key, (CompiledStep.ForEach)_state.StepOf(key), failure);
        else if (work.Size > ValueSize.MostKept) TooMuch(key, work);
        if (_state[key].Work is StepWork.Items) Proceed(key);
    }

    private void Count(IReadOnlyDictionary<string, int> ended)
    {
        foreach (var (name, count) in ended)
        {
            var status = Enum.Parse<StepStatus>(name);
            _state = _state with
            {
                Ended = _state.Ended.SetItem(status, _state.Ended.GetValueOrDefault(status) + count),
                Dropped = _state.Dropped.SetItem(status, _state.Dropped.GetValueOrDefault(status) + count),
            };
        }
    }

    private void TellChunks(StepKey key, Halt halt)
    {
        if (_state[key].Work is not StepWork.Items { Chunks.IsEmpty: false } work) return;
        var path = _state.Frames[key.Frame].PathOf(key.Index);
        foreach (var offset in work.Chunks.Keys)
        {
            _commands.Add(new FlowCommand.StopChunk(path, offset, halt.Cancelling, halt.Reason));
        }
    }

    // Here the foreach is all there is.
    private void EndChunk(StepWork.Items work)
    {
        if (_state.Phase == FlowPhase.Finished) return;
        var key = _state.Chunk!.Value;
        var path = _state.Frames[key.Frame].PathOf(key.Index);
        FlowOutcome outcome;
        if (work.Abort is { } abort)
        {
            outcome = new FlowOutcome.Failed(new FlowFailure(path, abort));
        }
        else if (work.Failure is { } failure)
        {
            outcome = new FlowOutcome.Failed(failure);
        }
        else if (work.Stopped || work.Begun < work.All.Length)
        {
            outcome = new FlowOutcome.Stopped();
        }
        else
        {
            outcome = new FlowOutcome.Succeeded(ItemList.Collected((CompiledStep.ForEach)_state.StepOf(key), work));
        }

        _state = _state with { Outcome = outcome };
        Finish();
    }
}
