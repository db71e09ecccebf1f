using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload that a codec may have encoded, with what turns it into a value.</summary>
public interface IEncodedRawValue
{
    /// <summary>Gets the payload as it is, not decoded.</summary>
    Payload Payload { get; }

    /// <summary>Decodes and converts.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <returns>The value.</returns>
    Task<T> ToValueAsync<T>();

    /// <summary>Decodes and converts.</summary>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    Task<object?> ToValueAsync(Type type);
}
