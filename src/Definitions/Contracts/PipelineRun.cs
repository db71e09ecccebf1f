using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>The workflow's input: the pinned definition, who runs, and the values of all parameters.</summary>
public sealed record PipelineRun
{
    /// <summary>The definition this execution is pinned to.</summary>
    public required PipelineDefinition Definition { get; init; }

    /// <summary>Who is running.</summary>
    public required PipelineContext Context { get; init; }

    /// <summary>A value for every declared parameter, of its type; files and directories as artifact references.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }
}
