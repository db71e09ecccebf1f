namespace Temporalio.Activities;

/// <summary>Why an activity is cancelled.</summary>
public enum ActivityCancelReason
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The service does not know it any more: it is finished, or its workflow is.</summary>
    GoneFromServer = 1,

    /// <summary>Its workflow asked for it.</summary>
    CancelRequested = 2,

    /// <summary>It ran out of time.</summary>
    Timeout = 3,

    /// <summary>The worker stops.</summary>
    WorkerShutdown = 4,

    /// <summary>A heartbeat could not be recorded.</summary>
    HeartbeatRecordFailure = 5,

    /// <summary>It was paused.</summary>
    Paused = 6,

    /// <summary>It was reset.</summary>
    Reset = 7,
}
