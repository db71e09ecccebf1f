using System.Text;
using System.Text.Json;

namespace Pipelines.Activities.Jobs;

/// <summary>The text forms of a hyperparameter, as SageMaker's training toolkit gives them to a program.</summary>
internal static class HyperparameterText
{
    /// <summary>The form in <c>SM_HP_NAME</c>: text as it is, <c>True</c> and <c>False</c> as Python prints them,
    /// lists and maps as compact JSON with sorted keys, null empty.</summary>
    public static string ForEnvironment(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Array or JsonValueKind.Object => Canonical(value),
        _ => value.GetRawText(),
    };

    /// <summary>The form after <c>--name</c>: as in the environment, but a map reads <c>a=1,b=2</c>.</summary>
    public static string ForArgument(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join(',', value.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => $"{entry.Name}={ForEnvironment(entry.Value)}"))
        : ForEnvironment(value);

    /// <summary>The form in <c>hyperparameters.json</c>, whose values are text: JSON of the value; a string stays bare
    /// unless it reads as JSON itself.</summary>
    public static string ForFile(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.ValueKind is JsonValueKind.Undefined ? "null" : Canonical(value);
        var text = value.GetString()!;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return value.GetRawText(); // quoted, so that "5" stays text
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The arguments of a training program: sorted by name, <c>--name value</c>, or <c>-n value</c> for one
    /// letter.</summary>
    public static IReadOnlyList<string> Arguments(IReadOnlyDictionary<string, JsonElement> hyperparameters) =>
    [
        .. hyperparameters
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(
                entry => (string[])[(entry.Key.Length == 1 ? "-" : "--") + entry.Key, ForArgument(entry.Value)]),
    ];

    /// <summary>Compact JSON with sorted keys.</summary>
    public static string Canonical(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var entry in value.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(entry.Name);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
