namespace Temporalio.Service.History;

/// <summary>What a <see cref="Deadline"/> is for. At equal times the order here decides.</summary>
internal enum DeadlineKind
{
    /// <summary>The first workflow task may be scheduled: start delay, retry or cron backoff.</summary>
    FirstTask,

    /// <summary>A user timer fires.</summary>
    Timer,

    /// <summary>A retry of an activity is offered again.</summary>
    ActivityRetry,

    /// <summary>An activity attempt was not taken by a worker in time.</summary>
    ActivityScheduleToStart,

    /// <summary>An activity was not finished in time, over all attempts.</summary>
    ActivityScheduleToClose,

    /// <summary>An attempt of an activity was not finished in time.</summary>
    ActivityStartToClose,

    /// <summary>An attempt of an activity was silent for too long.</summary>
    ActivityHeartbeat,

    /// <summary>A sticky workflow task was not taken in time: to the normal queue.</summary>
    TaskScheduleToStart,

    /// <summary>A workflow task was not finished in time.</summary>
    TaskStartToClose,

    /// <summary>The run's time is over.</summary>
    RunTimeout,

    /// <summary>The time of the whole chain of runs is over.</summary>
    ExecutionTimeout,
}
