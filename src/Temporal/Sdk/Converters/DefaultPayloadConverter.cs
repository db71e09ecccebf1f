using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Tries encodings in order; by default null, bytes, protobuf as JSON, protobuf in binary, JSON.</summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    private readonly IEncodingConverter[] _converters;

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class.</summary>
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class.</summary>
    /// <param name="jsonSerializerOptions">How JSON is read and written.</param>
    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class.</summary>
    /// <param name="encodingConverters">The encodings in the order in which they are tried.</param>
    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        _converters = [.. encodingConverters];
        EncodingConverters = Array.AsReadOnly(_converters);
        IndexedEncodingConverters =
            _converters.ToDictionary(converter => ByteString.CopyFromUtf8(converter.Encoding));
    }

    /// <summary>Gets the encodings in the order in which they are tried.</summary>
    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; }

    /// <summary>Gets the encodings by name.</summary>
    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; }

    /// <inheritdoc />
    public Payload ToPayload(object? value)
    {
        switch (value)
        {
            case IEncodedRawValue:
                throw new InvalidOperationException(
                    "An IEncodedRawValue cannot be converted: it may be encoded. Convert its value.");
            case IRawValue raw:
                return raw.Payload;
        }

        foreach (var converter in _converters)
        {
            if (converter.TryToPayload(value, out var payload))
            {
                return payload;
            }
        }

        throw new ArgumentException($"No encoding takes a value of type {value?.GetType()}.", nameof(value));
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (type == typeof(IRawValue) || type == typeof(RawValue))
        {
            return new RawValue(payload);
        }

        if (!payload.Metadata.TryGetValue("encoding", out var encoding))
        {
            throw new ArgumentException("The payload's metadata has no encoding.", nameof(payload));
        }

        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding '{encoding.ToStringUtf8()}'.", nameof(payload));
    }

    /// <inheritdoc />
    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context) =>
        _converters.Any(converter => converter is IWithSerializationContext<IEncodingConverter>)
            ? new DefaultPayloadConverter([.. _converters.Select(converter =>
                converter is IWithSerializationContext<IEncodingConverter> bindable
                    ? bindable.WithSerializationContext(context)
                    : converter)])
            : this;
}
