using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/null</c>: null and nothing else.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/null");

    /// <inheritdoc />
    public string Encoding => "binary/null";

    /// <inheritdoc />
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value == null ? new Payload { Metadata = { ["encoding"] = Name } } : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(type);
        if (!payload.Data.IsEmpty)
        {
            throw new ArgumentException(
                $"A binary/null payload has no data; this one has {payload.Data.Length} bytes.", nameof(payload));
        }

        return type.IsValueType && Nullable.GetUnderlyingType(type) == null
            ? throw new ArgumentException($"The payload is null, but {type} is not nullable.", nameof(type))
            : null;
    }
}
