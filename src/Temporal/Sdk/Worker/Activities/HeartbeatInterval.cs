namespace Temporalio.Worker.Activities;

/// <summary>How often heartbeats are sent: well before the service would miss them.</summary>
internal static class HeartbeatInterval
{
    public static TimeSpan Of(TimeSpan? heartbeatTimeout, TemporalWorkerOptions options)
    {
        var wanted = heartbeatTimeout is { } timeout && timeout > TimeSpan.Zero
            ? timeout * 0.8
            : options.DefaultHeartbeatThrottleInterval;
        return wanted < options.MaxHeartbeatThrottleInterval ? wanted : options.MaxHeartbeatThrottleInterval;
    }
}
