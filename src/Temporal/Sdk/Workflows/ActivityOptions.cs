using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is scheduled.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Gets or sets the id in the history. Default: a counter.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Gets or sets the token that cancels the call. Default: the workflow's token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Gets or sets what cancelling does. Default: <see cref="ActivityCancellationType.TryCancel"/>.</summary>
    public ActivityCancellationType CancellationType { get; set; }

    /// <summary>Gets or sets whether the activity may not be started by this worker at once.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Gets or sets the longest time between two heartbeats.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>Gets or sets the priority. Default: the workflow's.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Gets or sets the retry policy. Default: the service's, which retries without bound.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets the longest time from scheduling to the end, all attempts included. This or
    /// <see cref="StartToCloseTimeout"/> is required.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Gets or sets the longest time an attempt may wait for a worker.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Gets or sets the longest time of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Gets or sets one line for people, shown in the UI.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets the task queue. Default: the workflow's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets the preferred worker version.</summary>
    public VersioningIntent VersioningIntent { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
