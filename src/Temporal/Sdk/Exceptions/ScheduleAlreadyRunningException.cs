namespace Temporalio.Exceptions;

/// <summary>A schedule of this id is there already.</summary>
public class ScheduleAlreadyRunningException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleAlreadyRunningException"/> class.</summary>
    public ScheduleAlreadyRunningException()
        : base("Schedule already running")
    {
    }
}
