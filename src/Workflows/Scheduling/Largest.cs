using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Names what makes a state large.</summary>
internal static class Largest
{
    private const int MostNamed = 3;

    /// <summary>The error of a state that is too large to be carried over.</summary>
    public static StepError Of(FlowState state)
    {
        var steps = state.Frames.All
            .SelectMany(
                frame =>
                frame.Slots.Select((slot, index) => (Path: frame.PathOf(index), Size: ValueSize.Of(slot.Outputs))))
            .OrderByDescending(step => step.Size)
            .Take(MostNamed)
            .Select(step => $"'{step.Path}' ({step.Size / 1024} KiB)");
        return new StepError(
            FieldException.TooLarge,
            "the outputs of steps that others may still read are too large to be carried on; the largest are of "
            + $"{string.Join(", ", steps)}: write them to outputs that are stored as artifacts");
    }
}
