using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a local activity is run.</summary>
public class LocalActivityOptions : ICloneable
{
    /// <summary>Gets or sets the id in the history. Default: a counter.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Gets or sets the token that cancels the call. Default: the workflow's token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Gets or sets what cancelling does. Default: <see cref="ActivityCancellationType.TryCancel"/>.</summary>
    public ActivityCancellationType CancellationType { get; set; }

    /// <summary>Gets or sets the longest retry delay that is waited in the worker; a longer one becomes a timer.
    /// Default: 1 minute.</summary>
    public TimeSpan? LocalRetryThreshold { get; set; }

    /// <summary>Gets or sets the retry policy. Default: 1 s, doubled, at most 100 s, without bound.</summary>
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

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
