using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Compilation;

/// <summary>What compiling gave.</summary>
/// <param name="Definition">The checked pipeline; null exactly when <paramref name="Diagnostics"/> holds an
/// error.</param>
/// <param name="Diagnostics">All faults and warnings, in the order of the text; those of embedded files stand
/// behind.</param>
public sealed record CompileResult(PipelineDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when there is a definition.</summary>
    public bool Succeeded => Definition is not null;

    /// <summary>The texts that diagnostics point into: the one given, then the embedded files.</summary>
    public IReadOnlyList<SourceText> Sources { get; init; } = [];
}
