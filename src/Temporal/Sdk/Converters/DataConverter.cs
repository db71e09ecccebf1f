namespace Temporalio.Converters;

/// <summary>All that turns values and exceptions into what is stored, and back.</summary>
/// <param name="PayloadConverter">Values.</param>
/// <param name="FailureConverter">Exceptions.</param>
/// <param name="PayloadCodec">What encodes payloads after that, if anything.</param>
public record DataConverter(
    IPayloadConverter PayloadConverter, IFailureConverter FailureConverter, IPayloadCodec? PayloadCodec = null)
    : IWithSerializationContext<DataConverter>
{
    /// <summary>Gets the default: the official encodings and failure layout, no codec.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    /// <inheritdoc />
    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var payloads = Bind(PayloadConverter, context);
        var failures = Bind(FailureConverter, context);
        var codec = PayloadCodec == null ? null : Bind(PayloadCodec, context);
        return ReferenceEquals(payloads, PayloadConverter)
            && ReferenceEquals(failures, FailureConverter)
            && ReferenceEquals(codec, PayloadCodec)
            ? this
            : this with { PayloadConverter = payloads, FailureConverter = failures, PayloadCodec = codec };
    }

    private static T Bind<T>(T part, ISerializationContext context)
        where T : class =>
        part is IWithSerializationContext<T> bindable ? bindable.WithSerializationContext(context) : part;
}
