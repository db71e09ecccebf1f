using System.Security.Authentication;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Tries calls again whose options ask for it.</summary>
/// <param name="inner">Makes the calls.</param>
/// <param name="retry">How often, and how far apart.</param>
/// <param name="random">Draws the waits.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="givesUpOn">A refusal that never passes here; null for none.</param>
internal sealed class RetryingInvoker(
    IServiceInvoker inner,
    RpcRetryOptions retry,
    Random random,
    TimeProvider time,
    RpcException.StatusCode? givesUpOn = null) : IServiceInvoker
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
            catch (RpcException fault) when (
                fault.Code != givesUpOn && !IsForGood(fault) && !PayloadLimitInvoker.IsTooLarge(fault))
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

    // Certificates that do not fit will not fit the next time: whoever waits for the retries learns it late.
    private static bool IsForGood(Exception? fault) =>
        fault != null && (fault is AuthenticationException || IsForGood(fault.InnerException));

    private double Draw()
    {
        lock (_randomLock)
        {
            return random.NextDouble();
        }
    }
}
