using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>The Temporal service as calls on messages: over gRPC, or in the same process.</summary>
/// <remarks>Both sides treat a message as immutable once it is handed over.</remarks>
internal interface IServiceInvoker
{
    /// <summary>Makes one call.</summary>
    /// <param name="service">Full name of the service, such as temporal.api.workflowservice.v1.WorkflowService.</param>
    /// <param name="rpc">Name of the method.</param>
    /// <param name="request">The request.</param>
    /// <param name="parser">Reads the answer.</param>
    /// <param name="options">How the call is made; null for the defaults.</param>
    /// <param name="longPoll">Whether the service may keep the call open until there is something to answer.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The service refused, or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>;
}
