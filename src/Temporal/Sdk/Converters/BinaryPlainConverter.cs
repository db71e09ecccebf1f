using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/plain</c>: byte arrays as they are.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/plain");

    /// <inheritdoc />
    public string Encoding => "binary/plain";

    /// <inheritdoc />
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new Payload { Metadata = { ["encoding"] = Name }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return type == typeof(byte[]) || type == typeof(object)
            ? payload.Data.ToByteArray()
            : throw new ArgumentException($"The payload is a byte array, but the type is {type}.", nameof(type));
    }
}
