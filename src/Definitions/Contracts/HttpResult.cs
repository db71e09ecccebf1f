using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>Result of <see cref="ActivityNames.CallHttp"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The answer: JSON where its type says so, else text; above 32 KiB an artifact reference.</param>
/// <param name="Attempt">The attempt that succeeded, from 1.</param>
public sealed record HttpResult(int Status, JsonElement Body, int Attempt)
{
    /// <summary>Header name in small letters → value; several of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;
}
