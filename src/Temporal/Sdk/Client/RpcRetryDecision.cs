using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Client;

/// <summary>Decides what follows a refused call, by the rules of Temporal's SDKs.</summary>
internal static class RpcRetryDecision
{
    private static readonly TimeSpan ThrottledInterval = TimeSpan.FromSeconds(1);

    /// <summary>Returns the wait before the next attempt, or null to give up.</summary>
    /// <param name="options">The policy.</param>
    /// <param name="code">Code of the refusal.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="elapsed">Time since the first attempt began.</param>
    /// <param name="longPoll">Whether the service may keep the call open: then an end by timeout is no fault.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    public static TimeSpan? After(
        RpcRetryOptions options, StatusCode code, int attempt, TimeSpan elapsed, bool longPoll, double draw)
    {
        if (!IsRetryable(code, longPoll) || attempt > options.MaxRetries)
        {
            return null;
        }

        // An overloaded service gets more time than one that could not be reached for a moment.
        var first = code == StatusCode.ResourceExhausted && options.InitialInterval < ThrottledInterval
            ? ThrottledInterval
            : options.InitialInterval;
        var seconds = Math.Min(
            first.TotalSeconds * Math.Pow(options.Multiplier, attempt - 1), options.MaxInterval.TotalSeconds);
        seconds *= 1 + (options.RandomizationFactor * ((2 * draw) - 1));
        var wait = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return options.MaxElapsedTime is { } most && elapsed + wait > most && !longPoll ? null : wait;
    }

    private static bool IsRetryable(StatusCode code, bool longPoll) => code switch
    {
        StatusCode.DataLoss or StatusCode.Internal or StatusCode.Unknown or StatusCode.ResourceExhausted
            or StatusCode.Aborted or StatusCode.OutOfRange or StatusCode.Unavailable => true,
        StatusCode.Cancelled => longPoll,
        _ => false,
    };
}
