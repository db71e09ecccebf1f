using Google.Protobuf;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>Every call arrives once, and so does its answer, as long as the service is there.</summary>
internal sealed class ReliableWire(GrpcTestClient client) : IWire
{
    public Task<GrpcTestAnswer> CallAsync(string path, IMessage request) => client.CallAsync(path, request, timeout: "20S");

    public void Dispose() => client.Dispose();
}
