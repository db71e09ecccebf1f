using System.Globalization;
using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Visibility;

/// <summary>
/// Values of search attributes as the evaluator compares them: text as <c>string</c>, Int as <c>long</c>, Double as
/// <c>double</c>, Bool as <c>bool</c>, Datetime as <c>DateTimeOffset</c>, KeywordList as <c>string[]</c>.
/// </summary>
internal static class AttributeValue
{
    private const string TypeKey = "type";

    /// <summary>Returns the value in a payload; null when it is empty or not of the type.</summary>
    public static object? Decode(Payload payload, IndexedValueType type)
    {
        if (payload.Data.IsEmpty) return null;
        try
        {
            using var json = JsonDocument.Parse(payload.Data.Memory);
            return Decode(json.RootElement, type);
        }
        catch (JsonException)
        {
            return null; // a caller's own encoding: not searchable, as on Temporal's server
        }
    }

    /// <summary>Returns the payload with its type noted, as histories keep it; false when the value is not of the
    /// type.</summary>
    public static bool TryCheck(Payload payload, IndexedValueType type, out Payload typed, out string shown)
    {
        typed = payload;
        shown = payload.Data.ToStringUtf8().Trim('"');
        if (!payload.Data.IsEmpty && payload.Data.ToStringUtf8() is not (
            "null" or "[]") && Decode(payload, type) is null)
            return false;
        if (payload.Metadata.ContainsKey(TypeKey)) return true;
        typed = payload.Clone();
        typed.Metadata[TypeKey] = Google.Protobuf.ByteString.CopyFromUtf8(AttributeType.Name(type));
        return true;
    }

    /// <summary>Returns attributes as lists show them: with their types, and a list of one as its value.</summary>
    public static SearchAttributes? Listed(SearchAttributes? attributes, Func<string, IndexedValueType?> typeOf)
    {
        if (attributes is null) return null;
        var listed = new SearchAttributes();
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            listed.IndexedFields.Add(name, typeOf(name) is { } type ? Listed(payload, type) : payload);
        }

        return listed;
    }

    private static Payload Listed(Payload payload, IndexedValueType type)
    {
        TryCheck(payload, type, out var typed, out _);
        if (type == IndexedValueType.KeywordList || payload.Data.IsEmpty || payload.Data[0] != (byte)'[') return typed;
        try
        {
            using var json = JsonDocument.Parse(payload.Data.Memory);
            if (json.RootElement.GetArrayLength() != 1) return typed;
            typed = typed.Clone();
            typed.Data = Google.Protobuf.ByteString.CopyFromUtf8(json.RootElement[0].GetRawText());
        }
        catch (JsonException)
        {
            // a caller's own encoding is shown as it is
        }

        return typed;
    }

    private static object? Decode(JsonElement json, IndexedValueType type)
    {
        // The server takes a list of one for a single value.
        if (type != IndexedValueType.KeywordList && json.ValueKind == JsonValueKind.Array)
            return json.GetArrayLength() == 1 ? Decode(json[0], type) : null;
        return (type, json.ValueKind) switch
        {
            (IndexedValueType.Text or IndexedValueType.Keyword, JsonValueKind.String) => json.GetString(),
            (IndexedValueType.Int, JsonValueKind.Number) => json.TryGetInt64(out var number) ? number : null,
            (IndexedValueType.Double, JsonValueKind.Number) => json.GetDouble(),
            (IndexedValueType.Bool, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
            (IndexedValueType.Datetime, JsonValueKind.String) => Time(json.GetString()!),
            (IndexedValueType.KeywordList, JsonValueKind.String) => new[] { json.GetString()! },
            (IndexedValueType.KeywordList, JsonValueKind.Array) => Texts(json),
            _ => null,
        };
    }

    /// <summary>Returns a time written as RFC 3339, or null.</summary>
    public static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && text.Contains(
            '-') ? time : null;

    private static string[]? Texts(JsonElement json) =>
        json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. json.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
