using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>Input of <see cref="ActivityNames.CallHttp"/>: a call with every expression evaluated.</summary>
public sealed record HttpRequest
{
    /// <summary>Who is running.</summary>
    public required PipelineContext Context { get; init; }

    /// <summary>The step's path = the activity's id. Sent with the execution's id as <c>Idempotency-Key</c>.</summary>
    public required string Step { get; init; }

    /// <summary>
    /// Tells this call from the same step's in other attempts of the blocks around it, or before somebody had it run
    /// again: the key ends in it. Null in the first. Attempts of the activity itself are one call.
    /// </summary>
    public string? Repetition { get; init; }

    /// <summary>The method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>An absolute http or https address.</summary>
    public required string Url { get; init; }

    /// <summary>Header name → value.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Text is sent as it is, all else as JSON; null means no body.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Status codes that count as success; empty means 200 to 299.</summary>
    public IReadOnlyList<int> Expect { get; init; } = [];
}
