using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>Input of <see cref="ActivityNames.RegisterModel"/>.</summary>
/// <param name="Context">Who is running.</param>
/// <param name="Step">The step's path = the activity's id. The same execution and step never make a second
/// version.</param>
/// <param name="Group">The model group's name.</param>
/// <param name="Model">The model artifact.</param>
/// <param name="Approval"><c>pending</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="Metrics">Stored with the version.</param>
/// <param name="Note">A sentence stored with the version; null for none.</param>
public sealed record RegisterRequest(
    PipelineContext Context,
    string Step,
    string Group,
    ArtifactReference Model,
    string Approval,
    IReadOnlyDictionary<string, JsonElement> Metrics,
    string? Note);
