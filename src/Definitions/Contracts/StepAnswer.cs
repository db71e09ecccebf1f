using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>
/// Input of the update <see cref="ActivityNames.AnswerUpdate"/>: what somebody decided about a step that waits.
/// </summary>
/// <remarks>
/// Refused, and nothing changes, unless the step waits for that <see cref="Kind"/> of answer and, for a callback,
/// the token is
/// its. An update id makes it safe to send twice.
/// </remarks>
public sealed record StepAnswer
{
    /// <summary>The step's path.</summary>
    public required string Step { get; init; }

    /// <summary>What was decided.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>The callback's token; null for the other kinds.</summary>
    public string? Token { get; init; }

    /// <summary>Who decided; null when it is not known.</summary>
    public string? By { get; init; }

    /// <summary>Why; for <see cref="AnswerKind.Fail"/> the error's message. Null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>Outputs, for <see cref="AnswerKind.Complete"/> and <see cref="AnswerKind.Skip"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// Parameters with new values, for <see cref="AnswerKind.Retry"/>: seen by all that is evaluated from then on.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;
}
