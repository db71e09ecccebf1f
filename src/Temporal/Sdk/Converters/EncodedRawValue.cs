using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload that a codec may have encoded, with what turns it into a value.</summary>
/// <param name="DataConverter">What decodes and converts.</param>
/// <param name="Payload">The payload as it is.</param>
public record EncodedRawValue(DataConverter DataConverter, Payload Payload) : IEncodedRawValue
{
    /// <inheritdoc />
    public Task<T> ToValueAsync<T>() => DataConverter.ToValueAsync<T>(Payload);

    /// <inheritdoc />
    public Task<object?> ToValueAsync(Type type) => DataConverter.ToValueAsync(Payload, type);
}
