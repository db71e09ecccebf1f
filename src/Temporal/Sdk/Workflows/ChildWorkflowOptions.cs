using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Gets or sets the token that cancels the call. Default: the workflow's token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Gets or sets what cancelling does. Default: wait until the child has ended.</summary>
    public ChildWorkflowCancellationType CancellationType { get; set; } =
        ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Gets or sets the cron schedule.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Gets or sets the longest time of all runs together.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Gets or sets the child's workflow id. Default: a random id.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets whether a closed workflow's id may be used again. Default: yes.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Gets or sets the memo.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets what happens to the child when this workflow closes. Default: terminate.</summary>
    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>Gets or sets the priority. Default: this workflow's.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Gets or sets the retry policy. Default: no retry.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets the longest time of one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Gets or sets some lines for people, shown in the UI.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Gets or sets one line for people, shown in the UI.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Gets or sets the task queue. Default: this workflow's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets the longest time of one workflow task. Default: 10 s.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets the search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the preferred worker version.</summary>
    public VersioningIntent VersioningIntent { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
