using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Compilation;

/// <summary>A pipeline that others may embed.</summary>
/// <param name="Definition">The pipeline.</param>
/// <param name="File">The file it was read from, as written; null when it was built.</param>
/// <param name="Outputs">Its outputs with their types.</param>
/// <param name="Depth">Blocks inside each other, at most.</param>
/// <param name="Weight">How much it adds to a definition, each time.</param>
internal sealed record NestedPipeline(
    PipelineDefinition Definition,
    string? File,
    IReadOnlyDictionary<string, CelType> Outputs,
    int Depth,
    long Weight);
