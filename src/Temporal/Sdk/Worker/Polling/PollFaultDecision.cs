using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Worker.Polling;

/// <summary>Decides what follows a poll that failed.</summary>
internal static class PollFaultDecision
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // Proxies answer with odd codes while a service behind them starts, and a new namespace is not known everywhere at once.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Returns the wait before the next poll; null when polling on is of no use.</summary>
    /// <param name="fault">What the poll failed with.</param>
    /// <param name="failures">Failures in sequence, this one included.</param>
    /// <param name="since">Time since the first of them.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    public static TimeSpan? After(RpcException fault, int failures, TimeSpan since, double draw)
    {
        if (fault.Code == StatusCode.DeadlineExceeded)
        {
            return TimeSpan.Zero; // nothing was there to do for as long as a poll may take
        }

        if (IsLasting(fault.Code))
        {
            return since <= Grace ? Longest : null;
        }

        var wait = First * Math.Pow(2, Math.Min(failures - 1, 16));
        return (wait < Longest ? wait : Longest) * (0.8 + (0.4 * draw));
    }

    /// <summary>Returns whether asking again is of no use, unless something between here and the service is to blame.</summary>
    public static bool IsLasting(StatusCode code) => code is StatusCode.InvalidArgument or StatusCode.NotFound
        or StatusCode.AlreadyExists or StatusCode.PermissionDenied or StatusCode.Unauthenticated
        or StatusCode.FailedPrecondition or StatusCode.Unimplemented;
}
