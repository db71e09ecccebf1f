using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Worker.Activities;

/// <summary>Reads what is known of an attempt from its task.</summary>
internal static class ActivityTaskInfo
{
    public static ActivityInfo Of(PollActivityTaskQueueResponse task, WorkerScope scope)
    {
        var ns = task.WorkflowNamespace.Length == 0 ? scope.Namespace : task.WorkflowNamespace;
        var workflowId = task.WorkflowExecution is { WorkflowId.Length: > 0 } run ? run.WorkflowId : null;
        var converter = scope.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
            ns,
            task.ActivityId,
            workflowId,
            workflowId == null ? null : task.WorkflowType?.Name,
            task.ActivityType.Name,
            scope.TaskQueue,
            false));
        return new(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType.Name,
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: task.CurrentAttemptScheduledTime?.ToDateTime() ?? default,
            DataConverter: converter,
            HeartbeatDetails: task.HeartbeatDetails?.Payloads_ ?? [],
            HeartbeatTimeout: Span(task.HeartbeatTimeout),
            IsLocal: false,
            Namespace: ns,
            Priority: Priority.FromProto(task.Priority),
            RetryPolicy: task.RetryPolicy == null ? null : RetryPolicy.FromProto(task.RetryPolicy),
            ScheduleToCloseTimeout: Span(task.ScheduleToCloseTimeout),
            ScheduledTime: task.ScheduledTime?.ToDateTime() ?? default,
            StartToCloseTimeout: Span(task.StartToCloseTimeout),
            StartedTime: task.StartedTime?.ToDateTime() ?? default,
            TaskQueue: scope.TaskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: workflowId,
            WorkflowNamespace: workflowId == null ? null : ns,
            WorkflowRunId: workflowId == null ? null : task.WorkflowExecution!.RunId,
            WorkflowType: workflowId == null ? null : task.WorkflowType?.Name);
    }

    // The wire says "none" as absent and as zero.
    private static TimeSpan? Span(Duration? duration) =>
        duration is { } set && (set.Seconds != 0 || set.Nanos != 0) ? set.ToTimeSpan() : null;
}
