using System.Buffers;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Values in the forms that contracts want.</summary>
internal static class ValueForms
{
    /// <summary>The value as JSON.</summary>
    public static JsonElement ToJson(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PipelineJson.Options.Encoder }))
        {
            ValueJson.Write(writer, value);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Text as it is, nothing for null, JSON for all else.</summary>
    public static string ToText(Value value) => value switch
    {
        Value.Text text => text.Content,
        Value.Null => "",
        _ => ToJson(value) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : ToJson(value).GetRawText(),
    };

    /// <summary>The artifact that the value names; null when it is none.</summary>
    public static ArtifactReference? ToArtifact(Value value)
    {
        if (value is not Value.Map map || !map.TryGet(ArtifactReference.Marker, out var marked)) return null;
        try
        {
            return ToJson(marked).Deserialize<ArtifactReference>(PipelineJson.Options);
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
