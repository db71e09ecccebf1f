using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Starter.Evaluation;

/// <summary>An expression with the values of its names: a line of <c>eval --file</c>.</summary>
public sealed record EvaluationCase
{
    /// <summary>The expression, with or without <c>${{ }}</c> around it.</summary>
    public required string Expression { get; init; }

    /// <summary>What <c>parameters.NAME</c> is.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Other names, such as <c>steps</c> or <c>loop</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Names { get; init; } = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>The value it must have; undefined for nothing to compare with.</summary>
    public JsonElement Expected { get; init; }
}
