using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Shows a state to people. Goes through all steps: for queries and the end, never for an event.</summary>
internal static class StateView
{
    /// <summary>Every step of the definition, in its order, with what is known of it; rounds and items as far as
    /// begun.</summary>
    public static ExecutionState Of(FlowState state)
    {
        var isOver = state.Phase == FlowPhase.Finished;
        return new ExecutionState
        {
            Id = state.Run.Context.ExecutionId,
            Pipeline = state.Run.Context.Pipeline,
            Status = isOver ? state.Status : StepStatus.Running,
            Outputs = isOver && state.Outcome is FlowOutcome.Succeeded done ? done.Outputs : StepOutputs.None,
            Steps = new StateSteps(state).All(),
            Compacted = state.Dropped.IsEmpty
                ? null
                : state.Dropped.ToDictionary(count => count.Key.ToString(), count => count.Value),
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
}
