using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Values in the forms that contracts want.</summary>
internal static class ValueForms
{
    /// <summary>Text as it is, nothing for null, JSON for all else.</summary>
    public static string ToText(Value value) => value switch
    {
        Value.Text text => text.Content,
        Value.Null => "",
        Value.Bool or Value.Int or Value.UInt or Value.Double or Value.List or Value.Map => ValueJson.ToText(value),
        _ => ValueJson.ToElement(value) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "",
    };

    /// <summary>The artifact that the value names; null when it is none.</summary>
    public static ArtifactReference? ToArtifact(Value value)
    {
        if (value is not Value.Map map || !map.TryGet(ArtifactReference.Marker, out var marked)) return null;
        try
        {
            return ValueJson.ToElement(marked).Deserialize<ArtifactReference>(PipelineJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A short description of the value for messages.</summary>
    public static string Describe(Value value) => value switch
    {
        Value.Null => "null",
        Value.Text text => $"'{Compiled.Shown.Cut(text.Content)}'",
        Value.Map or Value.List => $"a {value.TypeName}",
        _ => ToText(value),
    };
}
