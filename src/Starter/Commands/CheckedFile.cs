using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Starter.Commands;

/// <summary>A file after the check.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Definition">The definition; null when there is an error.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the file.</param>
public sealed record CheckedFile(
    SourceText Source, PipelineDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>All texts that were read: the file's, and those of the pipelines it embeds.</summary>
    public IReadOnlyList<SourceText> Sources { get; init; } = [Source];
}
