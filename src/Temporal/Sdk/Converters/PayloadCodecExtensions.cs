using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Codecs on single payloads and on failures.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Encodes one payload.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The encoded payload.</returns>
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return (await codec.EncodeAsync([payload]).ConfigureAwait(false)).Single();
    }

    /// <summary>Decodes one payload.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The decoded payload.</returns>
    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return (await codec.DecodeAsync([payload]).ConfigureAwait(false)).Single();
    }

    /// <summary>Encodes all payloads of a failure and of its causes, in place.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="failure">The failure.</param>
    /// <returns>A task for completion.</returns>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return ReplaceAsync(failure, codec.EncodeAsync);
    }

    /// <summary>Decodes all payloads of a failure and of its causes, in place.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="failure">The failure.</param>
    /// <returns>A task for completion.</returns>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return ReplaceAsync(failure, codec.DecodeAsync);
    }

    private static async Task ReplaceAsync(
        Failure failure, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> replace)
    {
        for (var current = failure; current != null; current = current.Cause)
        {
            if (current.EncodedAttributes != null)
            {
                current.EncodedAttributes =
                    (await replace([current.EncodedAttributes]).ConfigureAwait(false)).Single();
            }

            var details = current.FailureInfoCase switch
            {
                Failure.FailureInfoOneofCase.ApplicationFailureInfo => current.ApplicationFailureInfo.Details,
                Failure.FailureInfoOneofCase.TimeoutFailureInfo => current.TimeoutFailureInfo.LastHeartbeatDetails,
                Failure.FailureInfoOneofCase.CanceledFailureInfo => current.CanceledFailureInfo.Details,
                Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo =>
                    current.ResetWorkflowFailureInfo.LastHeartbeatDetails,
                _ => null,
            };
            if (details is { Payloads_: { Count: > 0 } payloads })
            {
                Refill(payloads, await replace(payloads).ConfigureAwait(false));
            }
        }
    }

    private static void Refill(RepeatedField<Payload> payloads, IReadOnlyCollection<Payload> replaced)
    {
        Payload[] taken = [.. replaced];
        payloads.Clear();
        payloads.AddRange(taken);
    }
}
