using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Search attribute values on the wire: JSON, with the type's name in the payload's metadata.</summary>
internal static class SearchAttributePayload
{
    private static readonly ByteString JsonPlain = ByteString.CopyFromUtf8("json/plain");
    private static readonly ByteString BinaryNull = ByteString.CopyFromUtf8("binary/null");

    public static Payload ToPayload(SearchAttributeKey key, object? value)
    {
        var payload = new Payload();
        if (value == null)
        {
            payload.Metadata["encoding"] = BinaryNull;
        }
        else
        {
            payload.Metadata["encoding"] = JsonPlain;
            payload.Data = UnsafeByteOperations.UnsafeWrap(value switch
            {
                DateTimeOffset time => JsonSerializer.SerializeToUtf8Bytes(time.ToString("O")),
                IReadOnlyCollection<string> list => JsonSerializer.SerializeToUtf8Bytes<IEnumerable<string>>(list),
                _ => JsonSerializer.SerializeToUtf8Bytes(value),
            });
        }

        payload.Metadata["type"] = ByteString.CopyFromUtf8(key.ValueType.ToString());
        return payload;
    }

    /// <summary>Returns key and value; null when the payload carries no type that is known, or no value.</summary>
    public static (SearchAttributeKey Key, object Value)? FromPayload(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue("type", out var typeName)
            || !Enum.TryParse<IndexedValueType>(typeName.ToStringUtf8(), ignoreCase: true, out var type)
            || type == IndexedValueType.Unspecified
            || payload.Data.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(payload.Data.Memory);
        var element = document.RootElement;

        // A single value may travel as a list of one.
        if (element.ValueKind == JsonValueKind.Array && type != IndexedValueType.KeywordList)
        {
            if (element.GetArrayLength() != 1)
            {
                return null;
            }

            element = element[0];
        }

        return Read(type, element) is { } value ? (SearchAttributeKey.Untyped(name, type), value) : null;
    }

    private static object? Read(IndexedValueType type, JsonElement element) => (type, element.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (IndexedValueType.Bool, JsonValueKind.True or JsonValueKind.False) => element.GetBoolean(),
        (IndexedValueType.Datetime, JsonValueKind.String) => element.GetDateTimeOffset(),
        (IndexedValueType.Double, JsonValueKind.Number) => element.GetDouble(),
        (IndexedValueType.Int, JsonValueKind.Number) => element.GetInt64(),
        (IndexedValueType.Text or IndexedValueType.Keyword, JsonValueKind.String) => element.GetString(),
        (IndexedValueType.KeywordList, JsonValueKind.String) => new List<string> { element.GetString()! },
        (IndexedValueType.KeywordList, JsonValueKind.Array) =>
            element.EnumerateArray().Select(item => item.GetString()!).ToList(),
        _ => null,
    };
}
