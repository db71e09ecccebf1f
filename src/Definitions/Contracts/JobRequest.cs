using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>Input of <see cref="ActivityNames.RunJob"/>: a job step with every expression evaluated.</summary>
public sealed record JobRequest
{
    /// <summary>Who is running.</summary>
    public required PipelineContext Context { get; init; }

    /// <summary>The step's path = the activity's id. <c>PIPELINE_STEP</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The word after <c>type:</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Program and arguments; null when <see cref="Component"/> is set.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The component's name; null when <see cref="Command"/> is set.</summary>
    public string? Component { get; init; }

    /// <summary>Input name → value or artifact reference.</summary>
    public IReadOnlyDictionary<string, JsonElement> Inputs { get; init; } = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Hyperparameter name → value.</summary>
    public IReadOnlyDictionary<string, JsonElement> Hyperparameters { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Environment variables of the program, besides the contract's own.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Declared outputs.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>Metric name → regular expression with one group.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The output whose JSON becomes metrics; null means none.</summary>
    public string? Report { get; init; }
}
