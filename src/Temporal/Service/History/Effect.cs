using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History;

/// <summary>
/// What a decision wants done outside of its run. <see cref="OutstandingDecision"/> tells those that survive a crash.
/// </summary>
internal abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>
    /// Puts a workflow task into its queue. Stale offers are harmless: starting the task is refused then.
    /// </summary>
    /// <param name="Queue">The queue's name; the worker's own queue when <paramref name="Sticky"/>.</param>
    /// <param name="Sticky">True when the queue is a worker's sticky queue.</param>
    /// <param name="ScheduledEventId">
    /// Which task; with <paramref name="Attempt"/> the stamp that the start must match.
    /// </param>
    /// <param name="Attempt">The task's attempt, from 1.</param>
    public sealed record OfferWorkflowTask(string Queue, bool Sticky, long ScheduledEventId, int Attempt) : Effect;

    /// <summary>Puts an activity task into its queue, once the events of this transition are on disk.</summary>
    public sealed record OfferActivityTask(string Queue, long ScheduledEventId, int Attempt) : Effect;

    /// <summary>
    /// Hands an activity to the worker that completed the workflow task; the state holds it as started.
    /// </summary>
    public sealed record EagerActivityTask(long ScheduledEventId) : Effect;

    /// <summary>Starts a child: then <c>ChildDecision.Started</c> or <c>StartFailed</c> on this run.</summary>
    public sealed record StartChild(
        long InitiatedEventId, StartChildWorkflowExecutionInitiatedEventAttributes Attributes) : Effect
    {
        /// <summary>The child's summary and details; null for none.</summary>
        public UserMetadata? UserMetadata { get; init; }
    }

    /// <summary>
    /// Signals another run: then <c>ExternalDecision.Signaled</c> or <c>SignalFailed</c> on this run.
    /// </summary>
    public sealed record SignalExternal(
        long InitiatedEventId,
        string RequestId,
        SignalExternalWorkflowExecutionInitiatedEventAttributes Attributes) : Effect;

    /// <summary>
    /// Asks another run to cancel: then <c>ExternalDecision.CancelRequested</c> or <c>CancelFailed</c>.
    /// </summary>
    public sealed record CancelExternal(
        long InitiatedEventId,
        string RequestId,
        RequestCancelExternalWorkflowExecutionInitiatedEventAttributes Attributes) : Effect;

    /// <summary>
    /// Tells the parent how this run ended (<c>ChildDecision.Closed</c> there), then <c>ParentDecision.Reported</c>
    /// here.
    /// </summary>
    /// <param name="Closing">This run's closing event.</param>
    public sealed record ReportToParent(HistoryEvent Closing) : Effect;

    /// <summary>
    /// The run closed while children run: terminate or cancel them, then <c>ParentDecision.PoliciesApplied</c>.
    /// </summary>
    public sealed record ApplyParentClosePolicy(IReadOnlyList<ChildState> Children) : Effect;

    /// <summary>Commits the first transition of the next run in the same transaction as this one.</summary>
    public sealed record StartNextRun(Transition First) : Effect;

    /// <summary>The run closed with <paramref name="Status"/>.</summary>
    public sealed record RunClosed(WorkflowExecutionStatus Status) : Effect;

    /// <summary>
    /// An update reached a stage; callers that wait for it get the answer once the transition is on disk.
    /// </summary>
    public sealed record UpdateProgress(
        string UpdateId, UpdateWorkflowExecutionLifecycleStage Stage, Outcome? Outcome) : Effect;

    /// <summary>What lists and counts show of this run changed.</summary>
    public sealed record VisibilityChanged : Effect;
}
