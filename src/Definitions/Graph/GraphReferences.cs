using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>Which steps are read from where.</summary>
internal static class GraphReferences
{
    /// <summary>
    /// Returns what the step's own expressions read of other steps, those of its blocks' outputs included, as far as it
    /// stands outside the blocks.
    /// </summary>
    public static IEnumerable<Reference> OfStep(StepDefinition step)
    {
        var inside = StepBlocks.Of(step).SelectMany(b => Free(b.Block, StepExpressions.OfOutputs(b.Block)));
        if (step is StepDefinition.Loop loop)
            inside = inside.Concat(Free(loop.Block, StepExpressions.AfterRound(loop)));
        return Steps(StepExpressions.Outside(step)).Concat(step is StepDefinition.Nested ? [] : inside);
    }

    /// <summary>Returns the names of steps outside a block that the steps in it, at any depth, read.</summary>
    public static IEnumerable<string> OutOf(BlockDefinition block)
    {
        var names = block.Steps.SelectMany(s => OfStep(s).Select(r => r.Path[0])
            .Concat(s is StepDefinition.Nested ? [] : StepBlocks.Of(s).SelectMany(b => OutOf(b.Block))));
        return names.Except(block.Steps.Select(s => s.Name));
    }

    private static IEnumerable<Reference> Free(BlockDefinition block, IEnumerable<Reference> references) =>
        Steps(references).Where(r => !block.Steps.Any(s => s.Name == r.Path[0]));

    private static IEnumerable<Reference> Steps(IEnumerable<Reference> references) =>
        references.Where(r => r.Root == "steps" && !r.Path.IsEmpty);
}
