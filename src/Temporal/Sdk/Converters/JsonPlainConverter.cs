using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>json/plain</c>: everything that System.Text.Json can write.</summary>
public class JsonPlainConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("json/plain");

    /// <summary>Initializes a new instance of the <see cref="JsonPlainConverter"/> class.</summary>
    /// <param name="serializerOptions">How to read and write.</param>
    public JsonPlainConverter(JsonSerializerOptions serializerOptions) => SerializerOptions = serializerOptions;

    /// <inheritdoc />
    public virtual string Encoding => "json/plain";

    /// <summary>Gets how to read and write.</summary>
    protected JsonSerializerOptions SerializerOptions { get; private init; }

    /// <inheritdoc />
    public virtual bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        var json = value == null
            ? "null"u8.ToArray()
            : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), SerializerOptions);
        payload = new Payload { Metadata = { ["encoding"] = Name }, Data = UnsafeByteOperations.UnsafeWrap(json) };
        return true;
    }

    /// <inheritdoc />
    public virtual object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return JsonSerializer.Deserialize(payload.Data.Span, type, SerializerOptions);
    }
}
