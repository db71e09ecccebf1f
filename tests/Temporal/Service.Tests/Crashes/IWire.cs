using Google.Protobuf;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>What lies between those who call and the service.</summary>
internal interface IWire : IDisposable
{
    /// <summary>Makes a call that waits 20 s for its answer.</summary>
    Task<GrpcTestAnswer> CallAsync(string path, IMessage request);
}
