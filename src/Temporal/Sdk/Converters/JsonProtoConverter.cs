using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding <c>json/protobuf</c>: protobuf messages in protobuf's JSON form.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("json/protobuf");

    // Null for the defaults: to make them takes a large part of a program's start, and few programs need them.
    private readonly JsonFormatter? _formatter;
    private readonly JsonParser? _parser;

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class.</summary>
    public JsonProtoConverter()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class.</summary>
    /// <param name="formatter">What writes.</param>
    /// <param name="parser">What reads.</param>
    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser) => (Formatter, Parser) = (formatter, parser);

    /// <inheritdoc />
    public string Encoding => "json/protobuf";

    /// <summary>Gets what writes.</summary>
    protected JsonFormatter Formatter
    {
        get => _formatter ?? JsonFormatter.Default;
        private init => _formatter = value;
    }

    /// <summary>Gets what reads.</summary>
    protected JsonParser Parser
    {
        get => _parser ?? JsonParser.Default;
        private init => _parser = value;
    }

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
