namespace Temporalio.Service.Frontend;

/// <summary>How long calls wait that answer empty when nothing comes.</summary>
internal static class LongPoll
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(1);

    /// <summary>The wait of a poll for tasks: shortly less than the caller's own, at most a minute.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: the caller named no deadline.</exception>
    public static TimeSpan ForTasks(CallContext call)
    {
        var timeout = call.Timeout ?? throw ServiceException.Invalid("Context timeout is not set.");
        return Shortly(timeout, TimeSpan.FromMinutes(1));
    }

    /// <summary>The wait of a call that waits for something else, at most so long.</summary>
    public static TimeSpan Within(CallContext call, TimeSpan most) =>
        call.Timeout is { } timeout ? Shortly(timeout, most) : most;

    /// <summary>Waits for a task no longer than a time.</summary>
    /// <returns>False when the time was over first or the service stops.</returns>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public static async Task<bool> WaitAsync(Task task, TimeSpan time, FrontendContext context, CallContext call)
    {
        if (task.IsCompleted) return true;
        if (time <= TimeSpan.Zero) return false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping, call.Cancel);
        try
        {
            await task.WaitAsync(time, context.Time, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            // Not on the stack of the one who stops the service: what the caller does next could hold that up.
            await Task.Yield();
            return false;
        }
    }

    private static TimeSpan Shortly(TimeSpan timeout, TimeSpan most)
    {
        var margin = timeout / 10 < LongestMargin ? timeout / 10 : LongestMargin;
        return timeout - margin < most ? timeout - margin : most;
    }
}
