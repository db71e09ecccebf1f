using Pipelines.Definitions.Model;

namespace Pipelines.Starter.Executions;

/// <summary>The blocks inside steps. Pure.</summary>
internal static class InnerBlocks
{
    /// <summary>Returns every step of the definition, those inside blocks and nested pipelines included.</summary>
    public static IEnumerable<StepDefinition> StepsOf(PipelineDefinition definition) =>
        StepsOf(definition.Body).Concat(definition.Finally is { } last ? StepsOf(last) : []);

    private static IEnumerable<StepDefinition> StepsOf(BlockDefinition block) =>
        block.Steps.SelectMany(step => StepBlocks.Of(step).SelectMany(inner => StepsOf(inner.Block)).Prepend(step));
}
