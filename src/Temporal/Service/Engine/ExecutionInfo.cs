using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
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
            ExecutionDuration = state.CloseEvent is { } closing
                ? Duration.FromTimeSpan(closing.EventTime.ToDateTimeOffset() - state.ExecutionTime)
                : null,
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
            MostRecentWorkerVersionStamp = state.WorkerVersion,
            Priority = state.Options is null ? start.Priority : state.Options.Priority,
        };
        info.AutoResetPoints.Points.Add(state.ResetPoints);
        info.Memo.Fields.Add(state.Memo);
        info.SearchAttributes.IndexedFields.Add(state.SearchAttributes);
        AddSystemAttributes(info.SearchAttributes, state);
        if (state.Options?.VersioningOverride is { } versioning)
            info.VersioningInfo = new WorkflowExecutionVersioningInfo { VersioningOverride = versioning };
        if (start.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent)
            (info.ParentExecution, info.ParentNamespaceId) = (parent, start.ParentWorkflowNamespaceId);
        return info;
    }

    /// <summary>Returns what the store keeps of a closed run for lists.</summary>
    public static RunEnd End(RunEntry entry, RunState closed) => new(
        (int)closed.Status, closed.CloseEvent!.EventTime.ToDateTimeOffset(), Of(closed, entry.Transitions));

    /// <summary>Adds what the service tells by search attributes: versions of workers, paused activities.</summary>
    private static void AddSystemAttributes(SearchAttributes attributes, RunState state)
    {
        if (!state.ResetPoints.IsEmpty)
        {
            var builds = state.ResetPoints.Where(point => point.BuildId.Length > 0)
                .Select(point => $"unversioned:{point.BuildId}");
            attributes.IndexedFields["BuildIds"] = Keywords(["unversioned", .. builds]);
        }

        if (!state.IsRunning || !state.Activities.Values.Any(activity => activity.Pause is not null)) return;
        var paused = state.Activities.Values.Where(activity => activity.Pause is not null)
            .Select(activity => $"property:activityType={activity.Attributes.ActivityType.Name}").Distinct().Order();
        attributes.IndexedFields["TemporalPauseInfo"] = Keywords(paused);
    }

    private static Payload Keywords(IEnumerable<string> values) => new()
    {
        Metadata =
        {
            ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("KeywordList"),
        },
        Data = ByteString.CopyFromUtf8(
            $"[{string.Join(',', values.Select(value => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""))}]"),
    };
}
