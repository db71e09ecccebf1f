using Temporalio.Api.Command.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>The timeouts of an activity as they count; zero stands for no bound.</summary>
internal readonly record struct ActivityTimeouts(
    TimeSpan ScheduleToClose, TimeSpan ScheduleToStart, TimeSpan StartToClose, TimeSpan Heartbeat)
{
    /// <summary>
    /// Returns what counts of what was asked: schedule-to-close fills and bounds the other two, the run's timeout
    /// bounds all, a heartbeat is at most the attempt's own time.
    /// </summary>
    public static ActivityTimeouts Effective(ScheduleActivityTaskCommandAttributes asked, TimeSpan runTimeout)
    {
        var toClose = asked.ScheduleToCloseTimeout.Span();
        var toStart = asked.ScheduleToStartTimeout.Span();
        var attempt = asked.StartToCloseTimeout.Span();
        if (toClose <= TimeSpan.Zero)
        {
            toClose = runTimeout;
        }

        toClose = Bound(toClose, runTimeout);
        toStart = Bound(toStart <= TimeSpan.Zero ? toClose : toStart, toClose);
        attempt = Bound(attempt <= TimeSpan.Zero ? toClose : attempt, toClose);
        return new ActivityTimeouts(toClose, toStart, attempt, Bound(asked.HeartbeatTimeout.Span(), attempt));
    }

    private static TimeSpan Bound(TimeSpan timeout, TimeSpan bound) =>
        bound > TimeSpan.Zero && timeout > bound ? bound : timeout;
}
