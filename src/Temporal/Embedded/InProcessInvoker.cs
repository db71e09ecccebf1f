#if !TEMPORAL_SDK_OFFICIAL
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Service;
using Temporalio.Service.Frontend;
using LongPoll = Temporalio.Client.LongPoll;
using WireStatus = Temporalio.Api.Common.V1.GrpcStatus;

namespace Temporalio.Embedded;

/// <summary>Calls a service in this process: messages go by reference, refusals become the client's exceptions.</summary>
internal sealed class InProcessInvoker(ServiceFrontend frontend) : IServiceInvoker
{
    public async Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>
    {
        if (service == HealthCalls.Service)
        {
            return (T)(object)new Int32Value { Value = HealthCalls.Serving };
        }

        var call = new CallContext(
            options?.Timeout ?? (longPoll ? LongPoll.Timeout : LongPoll.ShortTimeout),
            options?.CancellationToken ?? CancellationToken.None);
        try
        {
            return (T)await frontend.InvokeAsync(service, rpc, request, call).ConfigureAwait(false);
        }
        catch (ServiceException refused)
        {
            var status = new WireStatus { Code = (int)refused.Status, Message = refused.Message };
            status.Details.AddRange(refused.Details);
            throw new RpcException(status, refused);
        }
    }
}
#endif
