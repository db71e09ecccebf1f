using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads of one encoding, and back.</summary>
public interface IEncodingConverter
{
    /// <summary>Gets the name of the encoding, as it stands in a payload's metadata.</summary>
    string Encoding { get; }

    /// <summary>Turns a value into a payload, if the encoding fits.</summary>
    /// <param name="value">The value.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>True when it fits.</returns>
    bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload);

    /// <summary>Turns a payload of this encoding into a value.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    object? ToValue(Payload payload, Type type);
}
