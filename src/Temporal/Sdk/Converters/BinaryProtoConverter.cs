using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>binary/protobuf</c>: protobuf messages in binary form.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/protobuf");

    /// <inheritdoc />
    public string Encoding => "binary/protobuf";

    /// <inheritdoc />
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is IMessage message
            ? new Payload
            {
                Metadata = { ["encoding"] = Name, ["messageType"] = ProtoPayload.TypeName(message) },
                Data = message.ToByteString(),
            }
            : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var message = ProtoPayload.NewMessage(payload, type);
        message.MergeFrom(payload.Data);
        return message;
    }
}
