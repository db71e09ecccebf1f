using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows;

/// <summary>What a chunk of a foreach's items came to.</summary>
/// <param name="Status">Succeeded, Failed or Stopped.</param>
public sealed record ChunkResult(StepStatus Status)
{
    /// <summary>Output name → list in the order of the items; null when the chunk did not succeed.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Outputs { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public StepError? Error { get; init; }

    /// <summary>The path of the step that made it fail; null for none.</summary>
    public string? FailedStep { get; init; }

    /// <summary>True when a step of type <c>fail</c> made it fail.</summary>
    public bool IsDeliberate { get; init; }

    /// <summary>How many steps inside ended, by the name of their status.</summary>
    public IReadOnlyDictionary<string, int> Ended { get; init; } = new Dictionary<string, int>();
}
