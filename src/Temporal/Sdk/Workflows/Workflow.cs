using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>What workflow code may use: time, waiting, activities, children, chance, and the state of its run. All of
/// it is
/// the same on replay.</summary>
/// <remarks>Every member but <see cref="InWorkflow"/> throws <see cref="InvalidOperationException"/> outside a
/// workflow.</remarks>
public static partial class Workflow
{
    /// <summary>Gets a value indicating whether no signal or update handler runs.</summary>
    public static bool AllHandlersFinished => Context.AllHandlersFinished;

    /// <summary>Gets the token that is cancelled when the workflow is asked to cancel.</summary>
    public static CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>Gets a value indicating whether the service suggests to continue as new.</summary>
    public static bool ContinueAsNewSuggested => Context.ContinueAsNewSuggested;

    /// <summary>Gets the build id of the worker that ran the current task first; empty for none.</summary>
    public static string CurrentBuildId => Context.CurrentBuildId;

    /// <summary>Gets the deployment version of the worker that ran the current task first; null for none.</summary>
    public static WorkerDeploymentVersion? CurrentDeploymentVersion => Context.CurrentDeploymentVersion;

    /// <summary>Gets or sets some lines of Markdown for people, shown in the UI. Default: empty.</summary>
    public static string CurrentDetails
    {
        get => Context.CurrentDetails;
        set => Context.CurrentDetails = value;
    }

    /// <summary>Gets the number of events in the history up to the current task.</summary>
    public static int CurrentHistoryLength => Context.CurrentHistoryLength;

    /// <summary>Gets the bytes of the history up to the current task.</summary>
    public static int CurrentHistorySize => Context.CurrentHistorySize;

    /// <summary>Gets the update that the current code handles; null when it handles none.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => Context.CurrentUpdateInfo;

    /// <summary>Gets or sets the dynamic query handler; null for none.</summary>
    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Context.DynamicQuery;
        set => Context.DynamicQuery = value;
    }

    /// <summary>Gets or sets the dynamic signal handler; null for none. Setting it delivers the signals that
    /// waited.</summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Context.DynamicSignal;
        set => Context.DynamicSignal = value;
    }

    /// <summary>Gets or sets the dynamic update handler; null for none.</summary>
    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Context.DynamicUpdate;
        set => Context.DynamicUpdate = value;
    }

    /// <summary>Gets what the run knows about itself.</summary>
    public static WorkflowInfo Info => Context.Info;

    /// <summary>Gets the workflow object.</summary>
    public static object Instance => Context.Instance;

    /// <summary>Gets a value indicating whether the calling code runs in a workflow.</summary>
    public static bool InWorkflow => TryContext != null;

    /// <summary>Gets the logger; it writes nothing during replay.</summary>
    public static ILogger Logger => Context.Logger;

    /// <summary>Gets the memo.</summary>
    public static IReadOnlyDictionary<string, IRawValue> Memo => Context.Memo;

    /// <summary>Gets the meter; it records nothing during replay.</summary>
    public static MetricMeter MetricMeter => Context.MetricMeter;

    /// <summary>Gets the payload converter of this workflow.</summary>
    public static IPayloadConverter PayloadConverter => Context.PayloadConverter;

    /// <summary>Gets the query handlers by name; they can be changed.</summary>
    public static IDictionary<string, WorkflowQueryDefinition> Queries => Context.Queries;

    /// <summary>Gets the random source of the run: seeded, the same on replay.</summary>
    public static DeterministicRandom Random => Context.Random;

    /// <summary>Gets the signal handlers by name; they can be changed. Adding one delivers the signals that waited for
    /// it.</summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => Context.Signals;

    /// <summary>Gets why the service suggests to continue as new; empty when it does not.</summary>
    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons =>
        Context.SuggestedContinueAsNewReasons;

    /// <summary>Gets a value indicating whether the version that new tasks should run on has changed.</summary>
    public static bool TargetWorkerDeploymentVersionChanged => Context.TargetWorkerDeploymentVersionChanged;

    /// <summary>Gets the search attributes.</summary>
    public static SearchAttributeCollection TypedSearchAttributes => Context.TypedSearchAttributes;

    /// <summary>Gets the update handlers by name; they can be changed.</summary>
    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Context.Updates;

    /// <summary>Gets the workflow's time, UTC: the start of the current task.</summary>
    public static DateTime UtcNow => Context.UtcNow;

    // Conditions run between tasks, where TaskScheduler.Current is not the run's; the run lends itself for that call.
    internal static ThreadLocal<IWorkflowContext?> Lent { get; } = new();

    internal static IWorkflowContext Context => TryContext
        ?? throw new InvalidOperationException(
            "This is no workflow code: Workflow members can only be used on a workflow's own scheduler.");

    private static IWorkflowContext? TryContext => TaskScheduler.Current as IWorkflowContext ?? Lent.Value;

    /// <summary>Makes a handle of another workflow; nothing is asked of the service.</summary>
    /// <param name="id">The workflow's id.</param>
    /// <param name="runId">The run; null for the current one.</param>
    /// <returns>The handle.</returns>
    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        Context.GetExternalWorkflowHandle<ValueTuple>(id, runId);

    /// <summary>Makes a handle of another workflow; nothing is asked of the service.</summary>
    /// <typeparam name="TWorkflow">The workflow's type.</typeparam>
    /// <param name="id">The workflow's id.</param>
    /// <param name="runId">The run; null for the current one.</param>
    /// <returns>The handle.</returns>
    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(
        string id, string? runId = null) =>
        Context.GetExternalWorkflowHandle<TWorkflow>(id, runId);

    /// <summary>Makes a random UUID (version 4) that is the same on replay.</summary>
    /// <returns>The UUID.</returns>
    public static Guid NewGuid()
    {
        var bytes = new byte[16];
        Context.Random.NextBytes(bytes);
        // RFC 9562: version 4, variant 10. Guid's byte order puts the version into byte 7.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes);
    }

    /// <summary>Says whether to take the new way of a change: true in new runs and those that took it, false on replay
    /// of older ones.</summary>
    /// <param name="patchId">The change.</param>
    /// <returns>Whether to take the new way.</returns>
    public static bool Patched(string patchId) => Context.Patch(patchId, deprecated: false);

    /// <summary>Marks a change whose old way is gone; replaces <see cref="Patched"/> once no older run is
    /// left.</summary>
    /// <param name="patchId">The change.</param>
    public static void DeprecatePatch(string patchId) => Context.Patch(patchId, deprecated: true);

    /// <summary>Changes the memo.</summary>
    /// <param name="updates">The changes, at least one, at most one per field.</param>
    public static void UpsertMemo(params MemoUpdate[] updates) => Context.UpsertMemo(updates);

    /// <summary>Changes the search attributes.</summary>
    /// <param name="updates">The changes, at least one.</param>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) =>
        Context.UpsertTypedSearchAttributes(updates);

    /// <summary>What workflow code should not use without a good reason.</summary>
    public static class Unsafe
    {
        /// <summary>Gets a value indicating whether the code runs on history; also in a query on replayed
        /// state.</summary>
        public static bool IsReplaying => Context.IsReplaying;

        /// <summary>Gets a value indicating whether the code runs on history; not in queries and validators.</summary>
        public static bool IsReplayingHistoryEvents => Context.IsReplayingHistoryEvents;

        /// <summary>Calls a function without the guard against work that leaves the scheduler.</summary>
        /// <typeparam name="T">The result's type.</typeparam>
        /// <param name="fn">The function; it must not call workflow members.</param>
        /// <returns>The function's result.</returns>
        public static T WithTracingEventListenerDisabled<T>(Func<T> fn) => Context.WithTracingEventListenerDisabled(fn);

        /// <summary>Calls a function without the guard against work that leaves the scheduler.</summary>
        /// <param name="fn">The function; it must not call workflow members.</param>
        public static void WithTracingEventListenerDisabled(Action fn) => Context.WithTracingEventListenerDisabled(() =>
        {
            fn();
            return true;
        });
    }
}
