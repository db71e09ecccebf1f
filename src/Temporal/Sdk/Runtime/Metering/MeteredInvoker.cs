using Google.Protobuf;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Runtime.Metering;

/// <summary>Counts and times calls.</summary>
internal sealed class MeteredInvoker(IServiceInvoker inner, SdkMetrics metrics) : IServiceInvoker
{
    public async Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>
    {
        var begun = TimeProvider.System.GetTimestamp();
        string? code = nameof(RpcException.StatusCode.Unknown);
        try
        {
            var answer = await inner.InvokeAsync(service, rpc, request, parser, options, longPoll)
                .ConfigureAwait(false);
            code = null;
            return answer;
        }
        catch (RpcException refused)
        {
            code = refused.Code.ToString();
            throw;
        }
        catch (OperationCanceledException)
        {
            code = nameof(RpcException.StatusCode.Cancelled);
            throw;
        }
        finally
        {
            metrics.Request(rpc, longPoll, TimeProvider.System.GetElapsedTime(begun), code);
        }
    }
}
