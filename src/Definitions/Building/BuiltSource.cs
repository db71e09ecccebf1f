using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>A definition that is embedded in one that is built.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="File">The file it was read from; null when it was built.</param>
internal sealed record BuiltSource(PipelineDefinition Definition, string? File);
