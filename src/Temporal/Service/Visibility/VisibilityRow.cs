using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.Visibility;

/// <summary>An execution as list queries see it.</summary>
internal sealed class VisibilityRow(WorkflowExecutionInfo info, Func<string, IndexedValueType?> typeOf)
{
    /// <summary>All that is known of the execution.</summary>
    public WorkflowExecutionInfo Info => info;

    /// <summary>Returns what lists show of it: less than a description, and search attributes as plain
    /// values.</summary>
    public WorkflowExecutionInfo Listed()
    {
        var closed = info.CloseTime is not null;
        return new WorkflowExecutionInfo
        {
            Execution = info.Execution,
            Type = info.Type,
            StartTime = info.StartTime,
            ExecutionTime = info.ExecutionTime,
            CloseTime = info.CloseTime,
            ExecutionDuration = closed ? (info.CloseTime - info.ExecutionTime) : null,
            Status = info.Status,
            HistoryLength = closed ? info.HistoryLength : 0,
            HistorySizeBytes = closed ? info.HistorySizeBytes : 0,
            StateTransitionCount = closed ? info.StateTransitionCount : 0,
            TaskQueue = info.TaskQueue,
            Memo = info.Memo,
            SearchAttributes = AttributeValue.Listed(info.SearchAttributes, typeOf),
            ParentExecution = info.ParentExecution,
            ParentNamespaceId = info.ParentNamespaceId,
            RootExecution = info.RootExecution,
        };
    }

    /// <summary>Returns the value of a search attribute; null when it has none.</summary>
    public object? Value(string attribute) => attribute switch
    {
        "WorkflowId" => info.Execution.WorkflowId,
        "RunId" => info.Execution.RunId,
        "WorkflowType" => info.Type.Name,
        "ExecutionStatus" => info.Status.ToString(),
        "TaskQueue" => info.TaskQueue,
        "StartTime" => info.StartTime?.ToDateTimeOffset(),
        "ExecutionTime" => info.ExecutionTime?.ToDateTimeOffset(),
        "CloseTime" => info.CloseTime?.ToDateTimeOffset(),
        "ExecutionDuration" => info.CloseTime is null ? null : Duration(),
        // Known of closed executions only, as on Temporal's server.
        "HistoryLength" => info.CloseTime is null ? null : info.HistoryLength,
        "HistorySizeBytes" => info.CloseTime is null ? null : info.HistorySizeBytes,
        "StateTransitionCount" => info.CloseTime is null ? null : info.StateTransitionCount,
        "ParentWorkflowId" => info.ParentExecution?.WorkflowId,
        "ParentRunId" => info.ParentExecution?.RunId,
        "RootWorkflowId" => info.RootExecution?.WorkflowId,
        "RootRunId" => info.RootExecution?.RunId,
        _ => Custom(attribute),
    };

    private long Duration() =>
        (info.CloseTime.ToDateTimeOffset() - info.ExecutionTime.ToDateTimeOffset()).Ticks * TimeSpan.NanosecondsPerTick;

    private object? Custom(string attribute)
    {
        if (info.SearchAttributes is null || !info.SearchAttributes.IndexedFields.TryGetValue(
            attribute, out var payload))
            return null;
        return typeOf(attribute) is { } type ? AttributeValue.Decode(payload, type) : null;
    }
}
