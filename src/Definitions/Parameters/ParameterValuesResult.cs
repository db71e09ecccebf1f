using System.Text.Json;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Parameters;

/// <summary>What resolving gave.</summary>
/// <param name="Values">A value of the declared type for every parameter; null exactly when there are faults. Files and
/// directories are paths still.</param>
/// <param name="Diagnostics">All faults. Those of assignments have line 0 and the assignment as file: <c>-p
/// rate=abc</c>.</param>
public sealed record ParameterValuesResult(
    IReadOnlyDictionary<string, JsonElement>? Values, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when there are values.</summary>
    public bool Succeeded => Values is not null;
}
