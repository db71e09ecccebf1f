namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>Where the blocks of a step stand.</summary>
internal static class BlockPlaces
{
    /// <summary>The word of what runs at the end of a group or nested pipeline.</summary>
    public const string Finally = ".finally";

    /// <summary>Returns a block of a step, and what its path has behind the step's.</summary>
    /// <param name="step">The step.</param>
    /// <param name="index">The branch, round, item or <see cref="Stage"/>.</param>
    public static (CompiledBlock Block, string Word) Of(CompiledStep step, int index) => (step, (Stage)index) switch
    {
        (CompiledStep.Condition condition, _) =>
            (condition.Branches[index].Block, "." + condition.Branches[index].Word),
        (CompiledStep.Loop loop, _) => (loop.Block, $"[{index}]"),
        (CompiledStep.ForEach each, _) => (each.Block, $"[{index}]"),
        (CompiledStep.Guarded group, Stage.Block) => (group.Block, ""),
        (CompiledStep.Guarded { Catch: { } rescue }, Stage.Catch) => (rescue, ".catch"),
        (CompiledStep.Guarded { Finally: { } last }, Stage.Finally) => (last, Finally),
        (CompiledStep.Nested nested, Stage.Block) => (nested.Pipeline.Body, ""),
        (CompiledStep.Nested { Pipeline.Finally: { } last }, Stage.Finally) => (last, Finally),
        _ => throw new ArgumentException($"Step '{step.Name}' has no block {index}.", nameof(index)),
    };
}
