using System.Text.Json;
using System.Text.Json.Serialization;

namespace Temporalio.Converters;

/// <summary>
/// For JSON options: reads <see cref="object"/> as dictionary, list, string, long, double or bool instead of an element.
/// </summary>
public class JsonCommonTypeConverter : JsonConverter<object?>
{
    /// <summary>An instance to share.</summary>
    public static readonly JsonCommonTypeConverter Instance = new();

    /// <inheritdoc />
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonSerializer.Deserialize<Dictionary<string, object?>>(ref reader, options),
            JsonTokenType.StartArray => JsonSerializer.Deserialize<List<object?>>(ref reader, options),
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.TryGetInt64(out var whole) ? whole : reader.GetDouble(),
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            var other => throw new JsonException($"A value cannot start with {other}."),
        };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), options);
}
