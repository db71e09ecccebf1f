using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Parameters;

/// <summary>Values given at the start of an execution. A later source wins: defaults, then the file, then
/// assignments.</summary>
public sealed record ParameterOverrides
{
    /// <summary>No values.</summary>
    public static ParameterOverrides None { get; } = new();

    /// <summary>Texts of the form <c>name=value</c>, as given with <c>-p</c>. Of two for one name the later
    /// wins.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>A map from names to values, in YAML or JSON, as given with <c>--params</c>; null for none.</summary>
    public SourceText? File { get; init; }
}
