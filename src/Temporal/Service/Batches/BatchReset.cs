using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Batches;

/// <summary>Finds the point of a history that a batch resets to.</summary>
internal static class BatchReset
{
    /// <summary>Returns the request that resets one execution.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: the history has no such point.</exception>
    public static ResetWorkflowExecutionRequest Of(
        StartBatchOperationRequest job, RunState state, IReadOnlyList<HistoryEvent> history)
    {
        var asked = job.ResetOperation;
        var options = asked.Options ?? Old(asked.ResetType);
        var execution = new WorkflowExecution { WorkflowId = state.Key.WorkflowId, RunId = state.Key.RunId };
        var point = options.TargetCase switch
        {
            ResetOptions.TargetOneofCase.FirstWorkflowTask => First(history),
            ResetOptions.TargetOneofCase.LastWorkflowTask => Last(history),
            ResetOptions.TargetOneofCase.WorkflowTaskId => options.WorkflowTaskId,
            ResetOptions.TargetOneofCase.BuildId => OfBuild(state, options, execution),
            _ => throw ServiceException.Invalid("Reset options need a target."),
        };
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = job.Namespace,
            WorkflowExecution = execution,
            Reason = job.Reason,
            WorkflowTaskFinishEventId = point,
            ResetReapplyType = options.ResetReapplyType,
            RequestId = BatchStep.RequestId(job, execution),
            Identity = asked.Identity,
        };
        request.ResetReapplyExcludeTypes.Add(options.ResetReapplyExcludeTypes);
        request.PostResetOperations.Add(asked.PostResetOperations);
        return request;
    }

    private static ResetOptions Old(ResetType type) => type switch
    {
        ResetType.FirstWorkflowTask => new ResetOptions { FirstWorkflowTask = new() },
        ResetType.LastWorkflowTask => new ResetOptions { LastWorkflowTask = new() },
        _ => new ResetOptions(),
    };

    private static long First(IReadOnlyList<HistoryEvent> history) => Found(
        history.FirstOrDefault(one => one.EventType == EventType.WorkflowTaskCompleted)?.EventId
        ?? AfterScheduled(history));

    private static long Last(IReadOnlyList<HistoryEvent> history) => Found(
        history.LastOrDefault(one => one.EventType == EventType.WorkflowTaskCompleted)?.EventId
        ?? AfterScheduled(history));

    /// <summary>A run whose first task was never completed is reset to the place behind its Scheduled event.</summary>
    private static long? AfterScheduled(IReadOnlyList<HistoryEvent> history) =>
        history.FirstOrDefault(one => one.EventType == EventType.WorkflowTaskScheduled)?.EventId + 1;

    private static long OfBuild(RunState state, ResetOptions options, WorkflowExecution execution)
    {
        var point = state.ResetPoints.FirstOrDefault(one => one.BuildId == options.BuildId && one.Resettable)
            ?? throw ServiceException.Invalid($"No reset point of build {options.BuildId} is known.");
        if (options.CurrentRunOnly && point.RunId != execution.RunId)
            throw ServiceException.Invalid($"The reset point of build {options.BuildId} is in another run.");
        execution.RunId = point.RunId;
        return point.FirstWorkflowTaskCompletedId;
    }

    private static long Found(long? point) =>
        point ?? throw ServiceException.Invalid("No workflow task was scheduled yet.");
}
