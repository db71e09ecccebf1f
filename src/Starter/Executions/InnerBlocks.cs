using Pipelines.Definitions.Model;

namespace Pipelines.Starter.Executions;

/// <summary>The blocks inside steps. Pure.</summary>
internal static class InnerBlocks
{
    /// <summary>Returns every step of the definition, those inside blocks and nested pipelines included.</summary>
    public static IEnumerable<StepDefinition> StepsOf(PipelineDefinition definition) =>
        StepsOf(definition.Body).Concat(definition.Finally is { } last ? StepsOf(last) : []);

    private static IEnumerable<StepDefinition> StepsOf(BlockDefinition block) =>
        block.Steps.SelectMany(step => Of(step).SelectMany(StepsOf).Prepend(step));

    private static IEnumerable<BlockDefinition> Of(StepDefinition step) => step switch
    {
        StepDefinition.Condition condition => condition.Branches.Select(branch => branch.Block),
        StepDefinition.Loop loop => [loop.Block],
        StepDefinition.ForEach each => [each.Block],
        StepDefinition.Guarded group => Present(group.Block, group.Catch, group.Finally),
        StepDefinition.Nested nested => Present(nested.Pipeline.Body, nested.Pipeline.Finally),
        _ => [],
    };

    private static IEnumerable<BlockDefinition> Present(params BlockDefinition?[] blocks) => blocks.OfType<BlockDefinition>();
}
