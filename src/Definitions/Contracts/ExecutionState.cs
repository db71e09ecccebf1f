using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>
/// What is known of one execution: the query <c>state</c>, <c>describe --json</c>, and the object that <c>run
/// --json</c> prints.
/// </summary>
public sealed record ExecutionState
{
    /// <summary>The execution's id = the workflow's id.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>The pipeline's outputs; empty before the end.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Step path → state, in the order of the definition.</summary>
    public IReadOnlyDictionary<string, StepState> Steps { get; init; } = new Dictionary<string, StepState>();

    /// <summary>
    /// True when steps, or parts of them, were left out because the whole is too large for one message; else null.
    /// </summary>
    public bool? Shortened { get; init; }

    /// <summary>
    /// Steps that ended and are no longer kept one by one, such as those of rounds long past or of chunks of items: how
    /// many, by the name of their status. Null when all are in <see cref="Steps"/>.
    /// </summary>
    public IReadOnlyDictionary<string, int>? Compacted { get; init; }

    /// <summary>Why the execution failed; null otherwise.</summary>
    public StepError? Error { get; init; }
}
