namespace Temporalio.Service.History;

/// <summary>Whether an activity begins with attempt 1 again when the running attempt ends.</summary>
internal enum ActivityReset
{
    /// <summary>Nobody asked for it.</summary>
    None = 0,

    /// <summary>It does.</summary>
    Attempts = 1,

    /// <summary>It does, and forgets the details of its heartbeats.</summary>
    AttemptsAndHeartbeat = 2,
}
