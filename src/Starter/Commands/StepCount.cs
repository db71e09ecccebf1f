using Pipelines.Definitions.Model;

namespace Pipelines.Starter.Commands;

/// <summary>Counts the steps of a definition, those inside blocks included.</summary>
internal static class StepCount
{
    /// <summary>Returns the number of steps, 0 or more.</summary>
    public static int Of(PipelineDefinition definition) =>
        Of(definition.Body) + (definition.Finally is { } last ? Of(last) : 0);

    private static int Of(BlockDefinition block) => block.Steps.Sum(step =>
        1 + (step is StepDefinition.Condition condition ? condition.Branches.Sum(branch => Of(branch.Block)) : 0));
}
