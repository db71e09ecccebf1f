namespace Temporalio.Exceptions;

/// <summary>An activity that is completed from outside was cancelled: its heartbeat says so.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="AsyncActivityCanceledException"/> class.</summary>
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
