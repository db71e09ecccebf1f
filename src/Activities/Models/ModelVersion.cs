using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Models;

/// <summary>One version of a model, with where it came from.</summary>
public sealed record ModelVersion
{
    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>Number in the group, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The model itself.</summary>
    public required ArtifactReference Model { get; init; }

    /// <summary>Metric name → number or JSON.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The execution that made it.</summary>
    public required PipelineContext Context { get; init; }

    /// <summary>The path of the step that registered it.</summary>
    public required string Step { get; init; }

    /// <summary>Whether it may be used.</summary>
    public ModelApproval Approval { get; init; }

    /// <summary>Who decided that; null while pending.</summary>
    public ModelDecision? Decision { get; init; }

    /// <summary>A sentence of the pipeline; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }
}
