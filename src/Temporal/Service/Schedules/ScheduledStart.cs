using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>The start of a workflow as a schedule makes it.</summary>
internal static class ScheduledStart
{
    /// <summary>Returns the request.</summary>
    public static StartWorkflowExecutionRequest Request(
        ScheduleState state, NewWorkflowExecutionInfo action, PlannedStart start, string identity) => new()
        {
            Namespace = state.Key.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = action.WorkflowType,
            TaskQueue = action.TaskQueue,
            Input = action.Input,
            WorkflowExecutionTimeout = action.WorkflowExecutionTimeout,
            WorkflowRunTimeout = action.WorkflowRunTimeout,
            WorkflowTaskTimeout = action.WorkflowTaskTimeout,
            Identity = identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate,
            RetryPolicy = action.RetryPolicy,
            Memo = action.Memo,
            SearchAttributes = Attributes(state, action, start),
            Header = action.Header,
            UserMetadata = action.UserMetadata,
            VersioningOverride = action.VersioningOverride,
            Priority = action.Priority,
            LastCompletionResult = state.LastResult,
            ContinuedFailure = state.LastFailure,
        };

    private static SearchAttributes Attributes(
        ScheduleState state, NewWorkflowExecutionInfo action, PlannedStart start)
    {
        var attributes = action.SearchAttributes?.Clone() ?? new SearchAttributes();
        var time = start.Nominal.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        attributes.IndexedFields["TemporalScheduledStartTime"] = Json($"\"{time}\"", "Datetime");
        attributes.IndexedFields["TemporalScheduledById"] = Json(
            System.Text.Json.JsonSerializer.Serialize(state.Key.Id), "Keyword");
        return attributes;
    }

    private static Payload Json(string text, string type) => new()
    {
        Metadata =
        {
            ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type),
        },
        Data = ByteString.CopyFromUtf8(text),
    };
}
