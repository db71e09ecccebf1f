using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Tries calls again whose options ask for it.</summary>
internal sealed class RetryingInvoker(
    IServiceInvoker inner, RpcRetryOptions retry, Random random, TimeProvider time) : IServiceInvoker
{
    private readonly Lock _randomLock = new();

    public Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T> =>
        options?.Retry == true
            ? InvokeWithRetryAsync(service, rpc, request, parser, options, longPoll)
            : inner.InvokeAsync(service, rpc, request, parser, options, longPoll);

    private async Task<T> InvokeWithRetryAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions options, bool longPoll)
        where T : IMessage<T>
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            RpcException refused;
            try
            {
                return await inner.InvokeAsync(service, rpc, request, parser, options, longPoll).ConfigureAwait(false);
            }
            catch (RpcException fault)
            {
                refused = fault;
            }

            var wait = RpcRetryDecision.After(
                retry, refused.Code, attempt, time.GetElapsedTime(started), longPoll, Draw());
            if (wait == null)
            {
                throw refused;
            }

            await Task.Delay(wait.Value, time, options.CancellationToken ?? default).ConfigureAwait(false);
        }
    }

    private double Draw()
    {
        lock (_randomLock)
        {
            return random.NextDouble();
        }
    }
}
