using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Collects the steps of one state; made for that and thrown away.</summary>
internal sealed class StateSteps(FlowState state)
{
    private readonly Dictionary<string, StepState> _steps = new(state.Flow.Steps, StringComparer.Ordinal);

    // Of the attempts of a step only the last is shown.
    private readonly ILookup<StepKey, Frame> _frames = state.Frames.All
        .Where(frame => frame.Owner is { } owner && state[owner].Attempts == frame.Attempt)
        .OrderBy(frame => frame.Index)
        .ToLookup(frame => frame.Owner!.Value);

    /// <summary>Step path → state, in the order of the definition.</summary>
    public Dictionary<string, StepState> All()
    {
        if (state.Chunk is { } chunk)
        {
            foreach (var frame in _frames[chunk]) AddBlock(frame.Block, frame, frame.Prefix, null);
            return _steps;
        }

        AddBlock(state.Flow.Body, FrameOf(FlowState.Body), "", null);
        if (state.Flow.Finally is { } last)
        {
            AddBlock(last, state.Finally is { } id ? state.Frames[id] : null, "finally.", null);
        }

        return _steps;
    }

    private Frame? FrameOf(int id) => state.Frames.TryGet(id, out var frame) ? frame : null;

    private void AddBlock(CompiledBlock block, Frame? frame, string prefix, StepError? notRun)
    {
        var index = 0;
        foreach (var slot in frame?.Slots ?? block.Slots)
        {
            var step = block.Steps[index];
            var path = prefix + step.Name;
            var skipped = frame is null ? notRun : StateView.SkippedBy(frame, index);
            var shown = Shown(step, slot, skipped);
            _steps[path] = shown;
            if (step.HasBlocks)
            {
                AddBlocks(step, slot, frame is null ? null : new StepKey(frame.Id, index), path, shown.Status);
            }

            index++;
        }
    }

    private static StepState Shown(CompiledStep step, StepSlot slot, StepError? skipped) => new()
    {
        Type = step.Definition.Type,
        Status = skipped is null ? slot.Status : StepStatus.Skipped,
        Attempts = slot.Attempts,
        Outputs = slot.Outputs,
        Metrics = slot.Metrics,
        Error = slot.Error ?? skipped,
        Wait = slot.Wait,
        StartTime = slot.StartTime,
        EndTime = slot.EndTime,
    };

    private void AddBlocks(CompiledStep step, StepSlot slot, StepKey? key, string path, StepStatus status)
    {
        switch (step)
        {
            case CompiledStep.Condition condition:
                AddBranches(condition, slot, path, status);
                break;
            case CompiledStep.Guarded guarded:
                AddStages(
                    key, path, status, [("", guarded.Block), ("catch", guarded.Catch), ("finally", guarded.Finally)]);
                break;
            case CompiledStep.Nested { Pipeline: var pipeline }:
                AddStages(key, path, status, [("", pipeline.Body), ("", null), ("finally", pipeline.Finally)]);
                break;
            default:
                if (key is not { } owner) break;
                foreach (var frame in _frames[owner]) AddBlock(frame.Block, frame, frame.Prefix, null);
                break;
        }
    }

    private void AddBranches(CompiledStep.Condition condition, StepSlot slot, string path, StepStatus status)
    {
        var taken = slot.Child is { } id ? FrameOf(id) : null;
        if (taken is null && slot.Child is not null) return; // what is no longer kept is only counted
        foreach (var branch in condition.Branches)
        {
            var isTaken = ReferenceEquals(taken?.Block, branch.Block);
            var notRun = isTaken || status == StepStatus.Pending ? null
                : taken is null && status != StepStatus.Succeeded ? SkipReason.Outer(path, status)
                : SkipReason.BranchNotTaken(path, branch.Word);
            AddBlock(branch.Block, isTaken ? taken : null, $"{path}.{branch.Word}.", notRun);
        }
    }

    private void AddStages(
        StepKey? key, string path, StepStatus status, (string Word, CompiledBlock? Block)[] stages)
    {
        var frames = key is { } owner ? _frames[owner].ToDictionary(frame => frame.Index) : [];
        var isDone = status is not (StepStatus.Pending or StepStatus.Running or StepStatus.Waiting);
        var isDropped = key is { } begun && state[begun].Attempts > 0 && !frames.ContainsKey((int)Stage.Block);
        for (var stage = 0; stage < stages.Length; stage++)
        {
            if (stages[stage] is not (var word, { } block)) continue;
            var frame = frames.GetValueOrDefault(stage);
            if (frame is null && isDropped) continue; // what is no longer kept is only counted
            var prefix = word.Length == 0 ? $"{path}." : $"{path}.{word}.";
            var notRun = !isDone ? null
                : word.Length == 0 ? SkipReason.NotBegun(path, status)
                : SkipReason.NotEntered(path, word);
            AddBlock(block, frame, prefix, notRun);
        }
    }
}
