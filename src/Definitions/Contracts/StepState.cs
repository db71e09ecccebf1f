using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>What is known of one step.</summary>
public sealed record StepState
{
    /// <summary>The word after <c>type:</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>Attempts made, the one at work included; 0 before the first.</summary>
    public int Attempts { get; init; }

    /// <summary>Outputs by name; artifacts as <c>{"$artifact": …}</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Metrics by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Why it failed or was skipped; null otherwise.</summary>
    public StepError? Error { get; init; }

    /// <summary>What it waits for; null unless its status is <see cref="StepStatus.Waiting"/>.</summary>
    public StepWait? Wait { get; init; }

    /// <summary>When it was scheduled; null before.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndTime { get; init; }
}
