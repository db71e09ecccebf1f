using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How the next run is started.</summary>
public class ContinueAsNewOptions : ICloneable
{
    /// <summary>Gets or sets the wait before the first task of the next run.</summary>
    public TimeSpan? BackoffStartInterval { get; set; }

    /// <summary>Gets or sets how the next run picks its worker version.</summary>
    public InitialVersioningBehavior? InitialVersioningBehavior { get; set; }

    /// <summary>Gets or sets the memo. Default: this run's.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets the retry policy. Default: this run's.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets the longest time of the run. Default: this run's.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Gets or sets the task queue. Default: this run's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets the longest time of one workflow task. Default: this run's.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets the search attributes. Default: this run's.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the preferred worker version.</summary>
    public VersioningIntent VersioningIntent { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
