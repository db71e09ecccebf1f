using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>json/protobuf</c>: protobuf messages in protobuf's JSON form.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("json/protobuf");

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class.</summary>
    public JsonProtoConverter()
        : this(JsonFormatter.Default, JsonParser.Default)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class.</summary>
    /// <param name="formatter">What writes.</param>
    /// <param name="parser">What reads.</param>
    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser) => (Formatter, Parser) = (formatter, parser);

    /// <inheritdoc />
    public string Encoding => "json/protobuf";

    /// <summary>Gets what writes.</summary>
    protected JsonFormatter Formatter { get; private init; }

    /// <summary>Gets what reads.</summary>
    protected JsonParser Parser { get; private init; }

    /// <inheritdoc />
    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is IMessage message
            ? new Payload
            {
                Metadata = { ["encoding"] = Name, ["messageType"] = ProtoPayload.TypeName(message) },
                Data = ByteString.CopyFromUtf8(Formatter.Format(message)),
            }
            : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var message = ProtoPayload.NewMessage(payload, type);
        return Parser.Parse(payload.Data.ToStringUtf8(), message.Descriptor);
    }
}
