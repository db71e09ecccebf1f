using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Converters with codecs, and typed forms.</summary>
public static class ConverterExtensions
{
    /// <summary>Converts a value, and encodes it.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The payload.</returns>
    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        ArgumentNullException.ThrowIfNull(converter);
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec == null
            ? payload
            : await converter.PayloadCodec.EncodeSingleAsync(payload).ConfigureAwait(false);
    }

    /// <summary>Converts values, and encodes them.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="values">The values.</param>
    /// <returns>The payloads.</returns>
    public static async Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(
        this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        ArgumentNullException.ThrowIfNull(converter);
        var payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec == null || payloads.Count == 0
            ? payloads
            : await converter.PayloadCodec.EncodeAsync(payloads).ConfigureAwait(false);
    }

    /// <summary>Decodes a payload, and converts it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The value.</returns>
    public static async Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        (T)(await converter.ToValueAsync(payload, typeof(T)).ConfigureAwait(false))!;

    /// <summary>Decodes a payload, and converts it.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    public static async Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type)
    {
        ArgumentNullException.ThrowIfNull(converter);
        if (converter.PayloadCodec != null)
        {
            payload = await converter.PayloadCodec.DecodeSingleAsync(payload).ConfigureAwait(false);
        }

        return converter.PayloadConverter.ToValue(payload, type);
    }

    /// <summary>Decodes payloads, of which there must then be one, and converts it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payloads">The payloads.</param>
    /// <returns>The value.</returns>
    public static async Task<T> ToSingleValueAsync<T>(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads) =>
        (T)(await converter.ToSingleValueAsync(payloads, typeof(T)).ConfigureAwait(false))!;

    /// <summary>Decodes payloads, of which there must then be one, and converts it.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="payloads">The payloads.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    public static async Task<object?> ToSingleValueAsync(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads, Type type)
    {
        ArgumentNullException.ThrowIfNull(converter);
        if (converter.PayloadCodec != null)
        {
            payloads = await converter.PayloadCodec.DecodeAsync(payloads).ConfigureAwait(false);
        }

        return payloads.Count == 1
            ? converter.PayloadConverter.ToValue(payloads.First(), type)
            : throw new ArgumentException($"Expected 1 payload, found {payloads.Count}.", nameof(payloads));
    }

    /// <summary>Decodes a failure, and converts it.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="failure">The failure; it stays as it is.</param>
    /// <returns>The exception.</returns>
    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(converter);
        ArgumentNullException.ThrowIfNull(failure);
        if (converter.PayloadCodec != null)
        {
            failure = failure.Clone();
            await converter.PayloadCodec.DecodeFailureAsync(failure).ConfigureAwait(false);
        }

        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }

    /// <summary>Converts an exception, and encodes it.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="exc">The exception.</param>
    /// <returns>The failure.</returns>
    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exc)
    {
        ArgumentNullException.ThrowIfNull(converter);
        var failure = converter.FailureConverter.ToFailure(exc, converter.PayloadConverter);
        if (converter.PayloadCodec != null)
        {
            await converter.PayloadCodec.EncodeFailureAsync(failure).ConfigureAwait(false);
        }

        return failure;
    }

    /// <summary>Converts values.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="values">The values.</param>
    /// <returns>The payloads.</returns>
    public static IReadOnlyCollection<Payload> ToPayloads(
        this IPayloadConverter converter, IReadOnlyCollection<object?> values)
    {
        ArgumentNullException.ThrowIfNull(converter);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return [];
        }

        var payloads = new Payload[values.Count];
        var next = 0;
        foreach (var value in values)
        {
            payloads[next++] = converter.ToPayload(value);
        }

        return payloads;
    }

    /// <summary>Converts a value, and keeps it as a payload.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The payload as a raw value.</returns>
    public static RawValue ToRawValue(this IPayloadConverter converter, object? value)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return new(converter.ToPayload(value));
    }

    /// <summary>Converts a payload.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The value.</returns>
    public static T ToValue<T>(this IPayloadConverter converter, Payload payload)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return (T)converter.ToValue(payload, typeof(T))!;
    }

    /// <summary>Converts a raw value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="rawValue">The raw value.</param>
    /// <returns>The value.</returns>
    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue)
    {
        ArgumentNullException.ThrowIfNull(rawValue);
        return converter.ToValue<T>(rawValue.Payload);
    }
}
