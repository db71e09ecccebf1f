using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Shows a state to people. Goes through all steps: for queries and the end, never for an event.</summary>
internal static class StateView
{
    /// <summary>Every step of the definition, in its order, with what is known of it.</summary>
    public static ExecutionState Of(FlowState state)
    {
        var steps = new Dictionary<string, StepState>(state.Flow.Steps, StringComparer.Ordinal);
        AddBlock(state, state.Flow.Body, state.Frames.GetValueOrDefault(FlowState.Body), "", null, steps);
        if (state.Flow.Finally is { } last)
        {
            AddBlock(state, last, state.Finally is { } id ? state.Frames[id] : null, "finally.", null, steps);
        }

        var isOver = state.Phase == FlowPhase.Finished;
        return new ExecutionState
        {
            Id = state.Run.Context.ExecutionId,
            Pipeline = state.Run.Context.Pipeline,
            Status = isOver ? state.Status : StepStatus.Running,
            Outputs = isOver && state.Outcome is FlowOutcome.Succeeded done ? done.Outputs : StepOutputs.None,
            Steps = steps,
            Error = isOver && state.Outcome is FlowOutcome.Failed failed
                ? failed.Failure.Error with { Message = failed.Failure.Describe() }
                : null,
        };
    }

    /// <summary>Why a step that has not run will not: its frame starts no more. Null when it may run, or has.</summary>
    public static StepError? SkippedBy(Frame frame, int index) =>
        frame.Halt is { } halt && frame.Slots[index] is { Status: StepStatus.Pending } slot
            ? slot.Blocked ?? halt.Reason
            : null;

    private static void AddBlock(
        FlowState state,
        CompiledBlock block,
        Frame? frame,
        string prefix,
        StepError? notRun,
        Dictionary<string, StepState> steps)
    {
        var index = 0;
        foreach (var slot in frame?.Slots ?? block.Slots)
        {
            var step = block.Steps[index];
            var path = prefix + step.Name;
            var skipped = frame is null ? notRun : SkippedBy(frame, index);
            var shown = new StepState
            {
                Type = step.Definition.Type,
                Status = skipped is null ? slot.Status : StepStatus.Skipped,
                Attempts = slot.Attempts,
                Outputs = slot.Outputs,
                Metrics = slot.Metrics,
                Error = slot.Error ?? skipped,
                StartTime = slot.StartTime,
                EndTime = slot.EndTime,
            };
            steps[path] = shown;
            if (step is CompiledStep.Condition condition)
            {
                AddBranches(state, condition, slot.Child, shown.Status, path, steps);
            }

            index++;
        }
    }

    private static void AddBranches(
        FlowState state,
        CompiledStep.Condition condition,
        int? child,
        StepStatus status,
        string path,
        Dictionary<string, StepState> steps)
    {
        var taken = child is { } id ? state.Frames[id] : null;
        foreach (var branch in condition.Branches)
        {
            var isTaken = ReferenceEquals(taken?.Block, branch.Block);
            var notRun = isTaken || status == StepStatus.Pending ? null
                : taken is null && status != StepStatus.Succeeded ? SkipReason.Outer(path, status)
                : SkipReason.BranchNotTaken(path, branch.Word);
            AddBlock(state, branch.Block, isTaken ? taken : null, $"{path}.{branch.Word}.", notRun, steps);
        }
    }
}
