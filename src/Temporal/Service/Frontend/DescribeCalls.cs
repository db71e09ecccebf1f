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
            WorkflowExtendedInfo = Extended(state),
        };
        if (!state.IsRunning) return answer;
        answer.PendingActivities.Add(
            state.Activities.Values.OrderBy(activity => activity.ScheduledEventId).Select(Pending));
        answer.PendingChildren.Add(state.Children.Values.OrderBy(child => child.InitiatedEventId).Select(Pending));
        if (state.Task is { } task) answer.PendingWorkflowTask = Pending(task);
        return answer;
    }

    private static WorkflowExecutionExtendedInfo Extended(RunState state)
    {
        var info = new WorkflowExecutionExtendedInfo
        {
            ExecutionExpirationTime = state.Start.WorkflowExecutionExpirationTime,

            // The first moment of the calendar stands for never, as on Temporal's server.
            RunExpirationTime = (RunDeadlines.RunExpiration(
                state.Start, state.ResetTime ?? state.ExecutionTime) ?? DateTimeOffset.MinValue).ToTimestamp(),
            OriginalStartTime = state.StartTime.ToTimestamp(),
            LastResetTime = state.ResetTime?.ToTimestamp(),
            ResetRunId = state.ResetRunId,
            CancelRequested = state.CancelRequested,
        };
        if (state.StartRequestId.Length > 0)
        {
            info.RequestIdInfos.Add(state.StartRequestId, new RequestIdInfo
            {
                EventType = EventType.WorkflowExecutionStarted, EventId = 1,
            });
        }

        foreach (var (id, eventId) in state.AttachedRequestIds)
        {
            info.RequestIdInfos.Add(id, new RequestIdInfo
            {
                EventType = EventType.WorkflowExecutionOptionsUpdated, EventId = eventId,
            });
        }

        return info;
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
        var waits = activity is { WaitsForRetry: true, Pause: null };
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = attributes.ActivityType,
            State = StateOf(activity),
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = activity.HeartbeatTime?.ToTimestamp(),
            LastStartedTime = activity.StartedTime?.ToTimestamp(),
            Attempt = activity.Attempt,
            MaximumAttempts = attributes.RetryPolicy?.MaximumAttempts ?? 0,
            ScheduledTime = activity.AttemptTime.ToTimestamp(),
            ExpirationTime = attributes.ScheduleToCloseTimeout is { } bound && bound.ToTimeSpan() > TimeSpan.Zero
                ? (activity.ScheduledTime + bound.ToTimeSpan()).ToTimestamp()
                : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = activity.StartedIdentity,
            CurrentRetryInterval = waits && activity.LastAttemptCompleteTime is { } ended
                ? Duration.FromTimeSpan(activity.AttemptTime - ended)
                : null,
            LastAttemptCompleteTime = activity.LastAttemptCompleteTime?.ToTimestamp(),
            NextAttemptScheduleTime = waits ? activity.AttemptTime.ToTimestamp() : null,
            Priority = attributes.Priority,
            Paused = activity.Pause is not null,
            PauseInfo = activity.Pause is { } pause ? Paused(pause) : null,
            ActivityOptions = new ActivityOptions
            {
                TaskQueue = new TaskQueue
                {
                    Name = attributes.TaskQueue.Name, NormalName = attributes.TaskQueue.Name,
                },
                ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
                ScheduleToStartTimeout = attributes.ScheduleToStartTimeout,
                StartToCloseTimeout = attributes.StartToCloseTimeout,
                HeartbeatTimeout = attributes.HeartbeatTimeout,
                RetryPolicy = attributes.RetryPolicy,
            },
        };
    }

    private static PendingActivityState StateOf(ActivityState activity)
    {
        if (activity.CancelRequestedEventId != 0) return PendingActivityState.CancelRequested;
        if (activity.Pause is null)
            return activity.IsStarted ? PendingActivityState.Started : PendingActivityState.Scheduled;
        return activity.IsStarted ? PendingActivityState.PauseRequested : PendingActivityState.Paused;
    }

    private static PendingActivityInfo.Types.PauseInfo Paused(ActivityPause pause) => new()
    {
        PauseTime = pause.Time.ToTimestamp(),
        Manual = new PendingActivityInfo.Types.PauseInfo.Types.Manual
        {
            Identity = pause.Identity, Reason = pause.Reason,
        },
    };
}
