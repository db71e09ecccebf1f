namespace Pipelines.Activities.Jobs;

/// <summary>Tells the service from time to time that a job is alive.</summary>
internal static class JobHeartbeat
{
    /// <summary>Starts it; disposing what is returned ends it. Null when no heartbeats are wanted.</summary>
    /// <param name="attempt">Who wants them, and how often.</param>
    /// <param name="progress">What they tell.</param>
    /// <param name="first">Wait before the first: none for a program, whose id is worth knowing; a component that ends
    /// at once sends none.</param>
    /// <param name="time">Clock.</param>
    public static IDisposable? Start(JobAttempt attempt, Func<JobProgress> progress, TimeSpan? first, TimeProvider time)
    {
        if (attempt.Heartbeat is not { } send || attempt.HeartbeatEvery is not { } every) return null;
        return time.CreateTimer(_ => send(progress()), null, first ?? every, every);
    }
}
