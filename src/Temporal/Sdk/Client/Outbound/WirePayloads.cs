using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Client.Outbound;

/// <summary>Values as they stand in messages: converted, encoded, and absent when there are none.</summary>
internal static class WirePayloads
{
    public static async Task<Payloads?> FromValuesAsync(
        DataConverter converter, IReadOnlyCollection<object?>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var payloads = new Payloads();
        payloads.Payloads_.AddRange(await converter.ToPayloadsAsync(values).ConfigureAwait(false));
        return payloads;
    }

    public static async Task<Header?> HeaderAsync(DataConverter converter, IDictionary<string, Payload>? headers)
    {
        if (headers == null)
        {
            return null;
        }

        var header = new Header();
        foreach (var (name, payload) in headers)
        {
            header.Fields[name] = converter.PayloadCodec == null
                ? payload
                : await converter.PayloadCodec.EncodeSingleAsync(payload).ConfigureAwait(false);
        }

        return header;
    }

    public static async Task<UserMetadata?> UserMetadataAsync(
        DataConverter converter, string? summary, string? details) =>
        summary == null && details == null ? null : new()
        {
            Summary = summary == null ? null : await converter.ToPayloadAsync(summary).ConfigureAwait(false),
            Details = details == null ? null : await converter.ToPayloadAsync(details).ConfigureAwait(false),
        };
}
