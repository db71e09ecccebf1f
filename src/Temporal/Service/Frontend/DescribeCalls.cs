using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>Describe a run: what it is, and what is pending in it.</summary>
internal sealed class DescribeCalls(FrontendContext context)
{
    public void Register(CallTable calls) =>
        calls.Add("DescribeWorkflowExecution", static () => DescribeWorkflowExecutionRequest.Parser, DescribeAsync);

    private async Task<DescribeWorkflowExecutionResponse> DescribeAsync(
        DescribeWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        var run = await context.Runs.FindAsync(space, request.Execution).ConfigureAwait(false);
        var state = run.Durable;
        var start = state.Start;
        var answer = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new WorkflowExecutionConfig
            {
                TaskQueue = new TaskQueue { Name = state.QueueName, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
                WorkflowRunTimeout = start.WorkflowRunTimeout,
                DefaultWorkflowTaskTimeout = start.WorkflowTaskTimeout,
                UserMetadata = context.Runs.Events(run, 1, 2).FirstOrDefault()?.UserMetadata,
            },
            WorkflowExecutionInfo = ExecutionInfo.Of(state, run.Transitions),
            WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
            {
                OriginalStartTime = state.StartTime.ToTimestamp(), CancelRequested = state.CancelRequested,
            },
        };
        if (!state.IsRunning) return answer;
        answer.PendingActivities.Add(
            state.Activities.Values.OrderBy(activity => activity.ScheduledEventId).Select(Pending));
        answer.PendingChildren.Add(state.Children.Values.OrderBy(child => child.InitiatedEventId).Select(Pending));
        if (state.Task is { } task) answer.PendingWorkflowTask = Pending(task);
        return answer;
    }

    private static PendingWorkflowTaskInfo Pending(WorkflowTaskState task) => new()
    {
        State = task.IsStarted ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
        ScheduledTime = task.ScheduledTime.ToTimestamp(),
        OriginalScheduledTime = task.OriginalScheduledTime.ToTimestamp(),
        StartedTime = task.StartedTime?.ToTimestamp(),
        Attempt = task.Attempt,
    };

    private static PendingChildExecutionInfo Pending(ChildState child) => new()
    {
        WorkflowId = child.Attributes.WorkflowId,
        RunId = child.RunId,
        WorkflowTypeName = child.Attributes.WorkflowType.Name,
        InitiatedId = child.InitiatedEventId,
        ParentClosePolicy = child.Attributes.ParentClosePolicy,
    };

    private static PendingActivityInfo Pending(ActivityState activity)
    {
        var attributes = activity.Attributes;
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = attributes.ActivityType,
            State = activity.CancelRequestedEventId != 0 ? PendingActivityState.CancelRequested
                : activity.IsStarted ? PendingActivityState.Started
                : PendingActivityState.Scheduled,
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = activity.HeartbeatTime?.ToTimestamp(),
            LastStartedTime = (activity.StartedTime ?? activity.LastStartedTime)?.ToTimestamp(),
            Attempt = activity.Attempt,
            MaximumAttempts = attributes.RetryPolicy?.MaximumAttempts ?? 0,
            ScheduledTime = activity.AttemptTime.ToTimestamp(),
            ExpirationTime = attributes.ScheduleToCloseTimeout is { } bound && bound.ToTimeSpan() > TimeSpan.Zero
                ? (activity.ScheduledTime + bound.ToTimeSpan()).ToTimestamp()
                : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = activity.StartedIdentity,
            CurrentRetryInterval = activity.WaitsForRetry && activity.LastAttemptCompleteTime is { } ended
                ? Duration.FromTimeSpan(activity.AttemptTime - ended)
                : null,
            LastAttemptCompleteTime = activity.LastAttemptCompleteTime?.ToTimestamp(),
            NextAttemptScheduleTime = activity.WaitsForRetry ? activity.AttemptTime.ToTimestamp() : null,
            Priority = attributes.Priority,
            ActivityOptions = new ActivityOptions
            {
                TaskQueue = attributes.TaskQueue,
                ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
                ScheduleToStartTimeout = attributes.ScheduleToStartTimeout,
                StartToCloseTimeout = attributes.StartToCloseTimeout,
                HeartbeatTimeout = attributes.HeartbeatTimeout,
                RetryPolicy = attributes.RetryPolicy,
            },
        };
    }
}
