using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Client;

/// <summary>Decides what follows a refused call, by the rules of Temporal's SDKs.</summary>
internal static class RpcRetryDecision
{
    // An overloaded service gets more time than one that could not be reached for a moment, whatever the options say.
    private static readonly RpcRetryOptions Throttled = new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        Multiplier = 2,
        MaxInterval = TimeSpan.FromSeconds(10),
    };

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
        if (!IsRetryable(code, longPoll) || (options.MaxRetries > 0 && attempt >= options.MaxRetries))
        {
            return null;
        }

        var wait = Wait(options, attempt, draw);
        if (options.MaxElapsedTime is { } most && elapsed + wait > most && !longPoll)
        {
            return null;
        }

        return code == StatusCode.ResourceExhausted && Wait(Throttled, attempt, draw) is var longer && longer > wait
            ? longer
            : wait;
    }

    private static TimeSpan Wait(RpcRetryOptions options, int attempt, double draw)
    {
        var seconds = Math.Min(
            options.InitialInterval.TotalSeconds * Math.Pow(options.Multiplier, attempt - 1),
            options.MaxInterval.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(0, seconds * (1 + (options.RandomizationFactor * ((2 * draw) - 1)))));
    }

    private static bool IsRetryable(StatusCode code, bool longPoll) => code switch
    {
        StatusCode.DataLoss or StatusCode.Internal or StatusCode.Unknown or StatusCode.ResourceExhausted
            or StatusCode.Aborted or StatusCode.OutOfRange or StatusCode.Unavailable => true,
        StatusCode.Cancelled => longPoll,
        _ => false,
    };
}
