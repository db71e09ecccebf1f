using Pipelines.Definitions.Model;
using Pipelines.Starter.Executions;

namespace Pipelines.Starter.Commands;

/// <summary>Counts the steps of a definition, those inside blocks included.</summary>
internal static class StepCount
{
    /// <summary>Returns the number of steps, 0 or more.</summary>
    public static int Of(PipelineDefinition definition) => InnerBlocks.StepsOf(definition).Count();
}
