using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows;

/// <summary>What stands behind <see cref="Workflow"/>: the run on whose scheduler the calling code runs.</summary>
internal interface IWorkflowContext
{
    bool AllHandlersFinished { get; }

    CancellationToken CancellationToken { get; }

    bool ContinueAsNewSuggested { get; }

    string CurrentBuildId { get; }

    WorkerDeploymentVersion? CurrentDeploymentVersion { get; }

    string CurrentDetails { get; set; }

    int CurrentHistoryLength { get; }

    int CurrentHistorySize { get; }

    WorkflowUpdateInfo? CurrentUpdateInfo { get; }

    WorkflowQueryDefinition? DynamicQuery { get; set; }

    WorkflowSignalDefinition? DynamicSignal { get; set; }

    WorkflowUpdateDefinition? DynamicUpdate { get; set; }

    WorkflowInfo Info { get; }

    object Instance { get; }

    bool IsReplaying { get; }

    bool IsReplayingHistoryEvents { get; }

    ILogger Logger { get; }

    IReadOnlyDictionary<string, IRawValue> Memo { get; }

    MetricMeter MetricMeter { get; }

    CallNames Names { get; }

    WorkflowOutboundInterceptor Outbound { get; }

    IPayloadConverter PayloadConverter { get; }

    IDictionary<string, WorkflowQueryDefinition> Queries { get; }

    DeterministicRandom Random { get; }

    IDictionary<string, WorkflowSignalDefinition> Signals { get; }

    IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons { get; }

    bool TargetWorkerDeploymentVersionChanged { get; }

    SearchAttributeCollection TypedSearchAttributes { get; }

    IDictionary<string, WorkflowUpdateDefinition> Updates { get; }

    DateTime UtcNow { get; }

    ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId);

    bool Patch(string patchId, bool deprecated);

    Task<T> StartTask<T>(Func<Task<T>> function, CancellationToken? cancellationToken);

    void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates);

    void UpsertTypedSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates);

    Task<bool> WaitConditionAsync(WaitConditionOptions options);

    T WithTracingEventListenerDisabled<T>(Func<T> function);
}
