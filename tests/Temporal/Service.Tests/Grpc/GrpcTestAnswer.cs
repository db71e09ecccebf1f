namespace Temporalio.Service.Tests.Grpc;

/// <summary>What a call came to: the trailers as they are on the wire, and the body with its frame.</summary>
internal sealed record GrpcTestAnswer(string Status, string Message, string Details, byte[] Body)
{
    public ReadOnlySpan<byte> Answer => Body.AsSpan(5);
}
