namespace Temporalio.Activities;

/// <summary>Why an activity is cancelled: several reasons may hold at once.</summary>
public class ActivityCancellationDetails
{
    /// <summary>Gets a value indicating whether the service does not know the activity any more.</summary>
    public bool IsGoneFromServer { get; init; }

    /// <summary>Gets a value indicating whether its workflow asked for it.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>Gets a value indicating whether it ran out of time.</summary>
    public bool IsTimedOut { get; init; }

    /// <summary>Gets a value indicating whether the worker stops.</summary>
    public bool IsWorkerShutdown { get; init; }

    /// <summary>Gets a value indicating whether a heartbeat could not be recorded.</summary>
    public bool IsHeartbeatRecordFailure { get; init; }

    /// <summary>Gets a value indicating whether it was paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Gets a value indicating whether it was reset.</summary>
    public bool IsReset { get; init; }
}
