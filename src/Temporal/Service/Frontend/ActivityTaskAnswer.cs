using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>The answer to a poll for activity tasks.</summary>
internal static class ActivityTaskAnswer
{
    /// <summary>Returns an activity whose attempt has started.</summary>
    public static PollActivityTaskQueueResponse Of(RunEntry run, ActivityState activity)
    {
        var attributes = activity.Attributes;
        var type = run.State.Start.WorkflowType;
        return new PollActivityTaskQueueResponse
        {
            TaskToken = new TaskToken(
                TaskTokenKind.Activity, run.Id, activity.ScheduledEventId, activity.Resets, activity.Attempt).Encode(),
            WorkflowNamespace = run.Key.Namespace,
            WorkflowType = type,
            WorkflowExecution = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId },
            ActivityType = attributes.ActivityType,
            ActivityId = activity.ActivityId,
            Header = attributes.Header,
            Input = attributes.Input,
            HeartbeatDetails = activity.HeartbeatDetails,
            ScheduledTime = activity.ScheduledTime.ToTimestamp(),
            CurrentAttemptScheduledTime = activity.AttemptTime.ToTimestamp(),
            StartedTime = activity.StartedTime?.ToTimestamp(),
            Attempt = activity.Attempt,
            ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
            StartToCloseTimeout = attributes.StartToCloseTimeout,
            HeartbeatTimeout = attributes.HeartbeatTimeout,
            RetryPolicy = attributes.RetryPolicy,
            Priority = PriorityRule.Merge(PriorityRule.Of(run.State), attributes.Priority),
        };
    }
}
