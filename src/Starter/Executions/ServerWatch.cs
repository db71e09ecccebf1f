using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Executions;

/// <summary>
/// Asks a Temporal server now and then whether it is there, and tells people when it is not, and when it is again.
/// </summary>
internal static class ServerWatch
{
    /// <summary>The time between two questions: as long as nobody wonders.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Watches until cancelled. Never throws.</summary>
    /// <param name="answers">Returns whether the server answers.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="interval">The time between two questions.</param>
    /// <param name="errors">Where people are told: a line when it goes away, a line when it comes back.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends the watch.</param>
    public static async Task WatchAsync(
        Func<CancellationToken, Task<bool>> answers,
        string server,
        TimeSpan interval,
        TextWriter errors,
        TimeProvider time,
        CancellationToken cancel)
    {
        var there = true;
        while (true)
        {
            await Task.Delay(interval, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = !cancel.IsCancellationRequested && await answers(cancel).ConfigureAwait(false);
            if (cancel.IsCancellationRequested) return;
            if (now == there) continue;
            there = now;
            await errors.WriteLineAsync(now
                ? $"The Temporal service at {server} answers again."
                : $"The Temporal service at {server} does not answer; the worker waits for it.").ConfigureAwait(false);
        }
    }

    /// <summary>Returns whether a server answers within five seconds, whatever it says.</summary>
    /// <param name="client">A client of the server.</param>
    /// <param name="cancel">Ends the question; the answer is false then.</param>
    public static async Task<bool> AnswersAsync(ITemporalClient client, CancellationToken cancel)
    {
        try
        {
            await client.Connection.WorkflowService.GetSystemInfoAsync(
                new GetSystemInfoRequest(),
                new RpcOptions { CancellationToken = cancel, Timeout = Interval, Retry = false }).ConfigureAwait(false);
            return true;
        }
        catch (RpcException fault)
        {
            return fault.Code is not (RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded
                or RpcException.StatusCode.Cancelled);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
