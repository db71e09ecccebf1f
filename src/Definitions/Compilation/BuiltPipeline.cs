using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Compilation;

/// <summary>A definition that was made before, seen as one to embed.</summary>
internal static class BuiltPipeline
{
    public static NestedPipeline Of(PipelineDefinition definition) => new(
        definition,
        File: null,
        definition.Body.Outputs.Keys.ToDictionary(n => n, _ => CelType.Dyn, StringComparer.Ordinal),
        Math.Max(DepthOf(definition.Body), definition.Finally is { } last ? 1 + DepthOf(last) : 0),
        YamlLimits.Length / 100);

    private static int DepthOf(BlockDefinition block) =>
        block.Steps.Select(s => BlocksOf(s).Select(b => 1 + DepthOf(b)).DefaultIfEmpty().Max()).DefaultIfEmpty().Max();

    private static IEnumerable<BlockDefinition> BlocksOf(StepDefinition step) =>
        StepBlocks.Of(step).Select(b => b.Block);
}
