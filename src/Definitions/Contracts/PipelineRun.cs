using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>The workflow's input: the pinned definition, who runs, and the values of all parameters.</summary>
public sealed record PipelineRun
{
    /// <summary>The definition this execution is pinned to. In JSON it is packed where it is large.</summary>
    [JsonConverter(typeof(PackedDefinitionConverter))]
    public required PipelineDefinition Definition { get; init; }

    /// <summary>Who is running.</summary>
    public required PipelineContext Context { get; init; }

    /// <summary>A value for every declared parameter, of its type; files and directories as artifact
    /// references.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }

    /// <summary>
    /// Variables that expressions read as <c>env.NAME</c>, as they were where the execution was started: a workflow
    /// must not
    /// read its machine. Only names that the definition refers to; one that was not set is left out. Stands in
    /// history: not
    /// for secrets.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>When it continues as new, and how it is divided; null means the defaults.</summary>
    public RunLimits? Limits { get; init; }

    /// <summary>
    /// The state that a run before, or the parent of a chunk of items, hands over; null at the beginning. Only the
    /// interpreter reads it.
    /// </summary>
    public string? Resume { get; init; }
}
