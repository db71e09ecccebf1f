using Temporalio.Common;
using Temporalio.Converters;
using Payload = Temporalio.Api.Common.V1.Payload;

namespace Temporalio.Workflows;

/// <summary>What a run knows about itself; it does not change while it runs.</summary>
/// <param name="Attempt">The attempt of the workflow's own retry policy, from 1.</param>
/// <param name="ContinuedRunId">The run that continued as this one; null for a first run.</param>
/// <param name="CronSchedule">The cron schedule; null for none.</param>
/// <param name="ExecutionTimeout">The longest time of all runs; null for no bound.</param>
/// <param name="FirstExecutionRunId">The first run of the chain.</param>
/// <param name="Headers">The headers of the start; null for none.</param>
/// <param name="LastFailure">How the previous run failed, for retries and cron; null when it did not.</param>
/// <param name="LastResult">What the previous run returned, for cron; null for none.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Parent">The parent; null for none.</param>
/// <param name="Priority">The priority.</param>
/// <param name="RetryPolicy">The workflow's own retry policy; null for none.</param>
/// <param name="Root">The root of the tree of parents; null for none.</param>
/// <param name="RunId">This run.</param>
/// <param name="RunTimeout">The longest time of this run; null for no bound.</param>
/// <param name="StartTime">When the run's first task started, UTC.</param>
/// <param name="TaskQueue">The task queue.</param>
/// <param name="TaskTimeout">The longest time of a workflow task.</param>
/// <param name="WorkflowId">The workflow's id.</param>
/// <param name="WorkflowStartTime">When the run was started, UTC.</param>
/// <param name="WorkflowType">The workflow's type.</param>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    WorkflowInfo.ParentInfo? Parent,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    /// <summary>A run's parent.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its id.</param>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The root of a tree of workflows.</summary>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its id.</param>
    public record RootInfo(string RunId, string WorkflowId);
}
