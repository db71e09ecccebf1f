using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Testing.Fakes;

/// <summary>What one call of a fake step comes to.</summary>
public sealed record FakeResult
{
    /// <summary>How long a call takes whose fake does not say: one second.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Outputs. Text for an output of a file's kind becomes an artifact of that name; declared outputs that are not
    /// here become artifacts too, those of kind value null.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Metrics. Default: the properties of the report output, where the step has one.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Why the call fails; null means that it succeeds.</summary>
    public FakeFailure? Failure { get; init; }

    /// <summary>How long it takes; null means <see cref="UsualDuration"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Status code of a web service's answer. Default: 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>A web service's answer; null for none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Headers of a web service's answer, names in small letters.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;
}
