using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Building;

/// <summary>A value in a definition: plain, an expression, or a list or map in which expressions stand.
/// Immutable.</summary>
public sealed class PipelineValue
{
    private readonly JsonElement _json;

    private PipelineValue(JsonElement json) => _json = json;

    /// <summary>Text; <c>${{ }}</c> in it is evaluated.</summary>
    public static implicit operator PipelineValue(string text) => new(YamlJson.Of(text));

    /// <summary>A whole number.</summary>
    public static implicit operator PipelineValue(long value) => new(YamlJson.Of(value));

    /// <summary>A fraction; it must be finite.</summary>
    public static implicit operator PipelineValue(double value) => new(YamlJson.Of(value));

    /// <summary>True or false.</summary>
    public static implicit operator PipelineValue(bool value) => new(YamlJson.Of(value));

    /// <summary>What an expression gives.</summary>
    public static implicit operator PipelineValue(Cel expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new(YamlJson.Of(expression.ToString()));
    }

    /// <summary>Returns a value template as it is stored: JSON in whose strings <c>${{ }}</c> is evaluated.</summary>
    public static PipelineValue Of(JsonElement json) => new(json.Clone());

    /// <summary>Returns a list.</summary>
    public static PipelineValue List(params IReadOnlyList<PipelineValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(YamlJson.Build(writer =>
        {
            writer.WriteStartArray();
            foreach (var item in items) item._json.WriteTo(writer);
            writer.WriteEndArray();
        }));
    }

    /// <summary>Returns a map.</summary>
    public static PipelineValue Map(params IReadOnlyList<(string Name, PipelineValue Value)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new(YamlJson.Build(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in entries)
            {
                writer.WritePropertyName(name);
                value._json.WriteTo(writer);
            }

            writer.WriteEndObject();
        }));
    }

    internal JsonNode? Node() => _json.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(_json),
        JsonValueKind.Array => JsonArray.Create(_json),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(_json),
    };
}
