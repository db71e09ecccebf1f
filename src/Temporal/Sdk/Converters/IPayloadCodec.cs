using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns payloads into other payloads, such as compressed or encrypted ones. Runs outside workflows.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes payloads that leave.</summary>
    /// <param name="payloads">The payloads; not to be changed.</param>
    /// <returns>The encoded payloads.</returns>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Decodes payloads that arrive.</summary>
    /// <param name="payloads">The payloads; not to be changed.</param>
    /// <returns>The decoded payloads.</returns>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
