namespace Pipelines.Activities.Jobs;

/// <summary>Tells the service from time to time that a job is alive.</summary>
internal static class JobHeartbeat
{
    /// <summary>Starts it; disposing what is returned ends it. Null when no heartbeats are wanted.</summary>
    public static IDisposable? Start(JobAttempt attempt, Func<JobProgress> progress, TimeProvider time)
    {
        if (attempt.Heartbeat is not { } send || attempt.HeartbeatEvery is not { } every) return null;
        return time.CreateTimer(_ => send(progress()), null, TimeSpan.Zero, every);
    }
}
