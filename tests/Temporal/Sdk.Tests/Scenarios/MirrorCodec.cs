using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Scenarios;

/// <summary>Turns the bytes of each payload round, and marks it; so nothing reads it without the codec.</summary>
internal sealed class MirrorCodec : IPayloadCodec
{
    private const string Mark = "mirrored";

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => Turn(payload, mark: true))]);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(
            payload => payload.Metadata.ContainsKey(Mark) ? Turn(payload, mark: false) : payload)]);

    private static Payload Turn(Payload payload, bool mark)
    {
        var turned = payload.Clone();
        var bytes = payload.Data.ToByteArray();
        Array.Reverse(bytes);
        turned.Data = ByteString.CopyFrom(bytes);
        if (mark)
            turned.Metadata[Mark] = ByteString.CopyFromUtf8("yes");
        else
            turned.Metadata.Remove(Mark);
        return turned;
    }
}
