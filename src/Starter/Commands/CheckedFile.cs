using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Starter.Commands;

/// <summary>A file after the check.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Definition">The definition; null when there is an error.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the file.</param>
public sealed record CheckedFile(SourceText Source, PipelineDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics);
