using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client;

/// <summary>gRPC's standard health check, <c>grpc.health.v1.Health/Check</c>.</summary>
/// <remarks>
/// Request and answer have one field each, a string and an enum, with the number 1: on the wire they are the same as the
/// well-known wrapper messages, which stand for them here.
/// </remarks>
internal static class HealthCalls
{
    /// <summary>The service's full name.</summary>
    public const string Service = "grpc.health.v1.Health";

    /// <summary>The one method.</summary>
    public const string Check = "Check";

    /// <summary>The answer of a service that takes calls.</summary>
    public const int Serving = 1;

    /// <summary>Asks about a service.</summary>
    public static async Task<bool> CheckAsync(IServiceInvoker invoker, string name, RpcOptions? options)
    {
        var answer = await invoker.InvokeAsync(
            Service, Check, new StringValue { Value = name }, Int32Value.Parser, options, longPoll: false)
            .ConfigureAwait(false);
        return answer.Value == Serving;
    }
}
