using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>Result of <see cref="ActivityNames.RunJob"/>.</summary>
public sealed record JobResult
{
    /// <summary>Output name → inline value (up to 32 KiB) or artifact reference.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Metric name → number, or any JSON of the report.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>The attempt that succeeded, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
