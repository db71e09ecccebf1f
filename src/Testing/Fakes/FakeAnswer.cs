using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Testing.Fakes;

/// <summary>What somebody decides about a step that waits.</summary>
/// <param name="Kind">The decision.</param>
public sealed record FakeAnswer(AnswerKind Kind)
{
    /// <summary>How long after the wait began. Default: at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Who; null for nobody known.</summary>
    public string? By { get; init; }

    /// <summary>Why; of a failure its message.</summary>
    public string? Comment { get; init; }

    /// <summary>Outputs, of a completed callback or a skipped step.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Changed parameters, of a step that is tried again.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;
}
