using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <summary>A declared parameter.</summary>
/// <param name="Name">Its name, as in <c>parameters.NAME</c>.</param>
/// <param name="Type">Its type; values given at the start are converted to it or refused.</param>
public sealed record ParameterDefinition(string Name, ParameterType Type)
{
    /// <summary>What it is for; null when the file says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The value used when none is given, already of <see cref="Type"/>; null means that a value must be given.
    /// </summary>
    public JsonElement? Default { get; init; }

    /// <summary>Smallest number, or shortest length of a string or list; null means no bound.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number, or longest length of a string or list; null means no bound.</summary>
    public double? Maximum { get; init; }

    /// <summary>The only values allowed; null means any.</summary>
    public IReadOnlyList<JsonElement>? Choices { get; init; }
}
