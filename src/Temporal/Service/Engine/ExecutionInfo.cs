using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.History;
using Temporalio.Service.Store;

namespace Temporalio.Service.Engine;

/// <summary>What describe and lists tell of a run.</summary>
internal static class ExecutionInfo
{
    /// <summary>Returns it for a state of a run.</summary>
    public static WorkflowExecutionInfo Of(RunState state, long transitions)
    {
        var start = state.Start;
        var self = new WorkflowExecution { WorkflowId = state.Key.WorkflowId, RunId = state.Key.RunId };
        var info = new WorkflowExecutionInfo
        {
            Execution = self,
            Type = start.WorkflowType,
            StartTime = state.StartTime.ToTimestamp(),
            ExecutionTime = state.ExecutionTime.ToTimestamp(),
            CloseTime = state.CloseEvent?.EventTime,
            Status = state.Status,
            HistoryLength = state.EventCount,
            HistorySizeBytes = state.HistoryBytes,
            StateTransitionCount = transitions,
            TaskQueue = state.QueueName,
            Memo = new Memo(),
            SearchAttributes = new SearchAttributes(),
            AutoResetPoints = new ResetPoints(),
            RootExecution = start.RootWorkflowExecution ?? self,
            FirstRunId = start.FirstExecutionRunId,
        };
        info.Memo.Fields.Add(state.Memo);
        info.SearchAttributes.IndexedFields.Add(state.SearchAttributes);
        if (start.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent)
            (info.ParentExecution, info.ParentNamespaceId) = (parent, start.ParentWorkflowNamespaceId);
        return info;
    }

    /// <summary>Returns what the store keeps of a closed run for lists.</summary>
    public static RunEnd End(RunEntry entry, RunState closed) => new(
        (int)closed.Status, closed.CloseEvent!.EventTime.ToDateTimeOffset(), Of(closed, entry.Transitions));
}
