using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// Warns of large values before they are sent, and refuses messages that no service takes, which would be tried again in
/// vain.
/// </summary>
internal sealed class PayloadLimitInvoker(IServiceInvoker inner, PayloadLimitsOptions limits, ILogger logger)
    : IServiceInvoker
{
    private const string TooLarge = "grpc: received message larger than max";

    /// <summary>Tells whether a call was refused for its message's size.</summary>
    public static bool IsTooLarge(RpcException refused) =>
        refused.Code == RpcException.StatusCode.ResourceExhausted
        && (refused.Message.StartsWith(TooLarge, StringComparison.Ordinal)
            || refused.Message.StartsWith("grpc: message after decompression larger than max", StringComparison.Ordinal)
            || refused.Message.StartsWith(
                "grpc: received message after decompression larger than max", StringComparison.Ordinal));

    public Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>
    {
        var size = request.CalculateSize();
        if (size > GrpcFrame.MaxSendSize)
        {
            return Task.FromException<T>(new RpcException(
                RpcException.StatusCode.ResourceExhausted,
                $"{TooLarge} ({size} vs. {GrpcFrame.MaxSendSize}): the request of {rpc} was not sent",
                null));
        }

        Warn(size, limits.PayloadsWarnSize, PayloadSizes.LargestPayloads, rpc, request, "values");
        Warn(size, limits.MemoWarnSize, PayloadSizes.LargestMemo, rpc, request, "a memo");
        return inner.InvokeAsync(service, rpc, request, parser, options, longPoll);
    }

    // A message that is smaller as a whole holds nothing that is larger: most calls end here.
    private void Warn(int size, int limit, Func<IMessage, int> largest, string rpc, IMessage request, string what)
    {
        if (limit <= 0 || size <= limit || !logger.IsEnabled(LogLevel.Warning))
        {
            return;
        }

        var found = largest(request);
        if (found > limit)
        {
            logger.LogWarning(
                PayloadSizes.Code + " {Rpc} sends {What} of {Size} bytes; above {Limit} bytes better send a reference.",
                rpc,
                what,
                found,
                limit);
        }
    }
}
