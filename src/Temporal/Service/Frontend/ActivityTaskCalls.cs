using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Frontend;

/// <summary>What workers do with activity tasks: poll, report, complete, fail, cancel; by task token and by activity
/// id.</summary>
internal sealed class ActivityTaskCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("PollActivityTaskQueue", static () => PollActivityTaskQueueRequest.Parser, PollAsync);
        calls.Add(
            "RecordActivityTaskHeartbeat", static () => RecordActivityTaskHeartbeatRequest.Parser, HeartbeatAsync);
        calls.Add("RecordActivityTaskHeartbeatById", static () => RecordActivityTaskHeartbeatByIdRequest.Parser,
            HeartbeatByIdAsync);
        calls.Add(
            "RespondActivityTaskCompleted", static () => RespondActivityTaskCompletedRequest.Parser, CompleteAsync);
        calls.Add("RespondActivityTaskCompletedById", static () => RespondActivityTaskCompletedByIdRequest.Parser,
            CompleteByIdAsync);
        calls.Add("RespondActivityTaskFailed", static () => RespondActivityTaskFailedRequest.Parser, FailAsync);
        calls.Add(
            "RespondActivityTaskFailedById", static () => RespondActivityTaskFailedByIdRequest.Parser, FailByIdAsync);
        calls.Add("RespondActivityTaskCanceled", static () => RespondActivityTaskCanceledRequest.Parser, CancelAsync);
        calls.Add("RespondActivityTaskCanceledById", static () => RespondActivityTaskCanceledByIdRequest.Parser,
            CancelByIdAsync);
    }

    private async Task<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Checks.Queue(request.TaskQueue);
        var wait = LongPoll.ForTasks(call);
        var since = context.Time.GetTimestamp();
        var key = new QueueKey(space.Name, request.TaskQueue.Name, QueueKind.Activity);
        context.Engine.Rates.Hear(key, request.TaskQueueMetadata?.MaxTasksPerSecond);
        while (true)
        {
            var left = wait - context.Time.GetElapsedTime(since);
            var task = await context.Engine.Queues[key]
                .PollAsync(
                    request.Identity, request.WorkerVersionCapabilities, left, call.Cancel, request.WorkerInstanceKey)
                .ConfigureAwait(false);
            if (task is not EngineTask.Activity activity) return new PollActivityTaskQueueResponse();
            if (context.Engine.Rates.Of(key) is { } limit)
            {
                left = wait - context.Time.GetElapsedTime(since);
                if (!await ItsTurnAsync(limit.Rate, left, call).ConfigureAwait(false))
                {
                    context.Engine.Queues.Add(key, task);
                    return new PollActivityTaskQueueResponse();
                }
            }

            if (Take(activity, request, call) is { } answer) return answer;
        }
    }

    /// <summary>Waits until the rate of a queue lets the next task through; false when the poll ends before.</summary>
    private async Task<bool> ItsTurnAsync(QueueRate rate, TimeSpan left, CallContext call)
    {
        var wait = rate.Reserve();
        if (wait == TimeSpan.Zero) return true;
        var never = wait == Timeout.InfiniteTimeSpan;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping, call.Cancel);
        var pause = never || wait > left ? left : wait;
        await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, context.Time, either.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!never && wait <= left && !either.IsCancellationRequested) return true;
        if (!never) rate.Refund();
        return false;
    }

    /// <summary>Returns the answer to a poll; null when the task is stale.</summary>
    private PollActivityTaskQueueResponse? Take(
        EngineTask.Activity task, PollActivityTaskQueueRequest request, CallContext call)
    {
        var run = task.Run;
        var taker = new TaskTaker(
            context.Engine.Ids.NewRequestId(), request.Identity, request.WorkerVersionCapabilities?.BuildId
                ?? "", call.InProcess);
        ActivityState activity;
        lock (run.Gate)
        {
            // An operator may have given it another queue since it was offered here.
            if (run.Deleted || !run.State.Activities.TryGetValue(task.ScheduledEventId, out var offered)
                || offered.Attributes.TaskQueue.Name != request.TaskQueue.Name) return null;
            var started = ActivityStartDecision.Start(
                run.State, task.ScheduledEventId, task.Attempt, taker, context.Engine.Now);
            if (started is null) return null;
            context.Engine.Apply_NeedsLock(run, started, awaited: false);
            activity = run.State.Activities[task.ScheduledEventId];
        }

        return ActivityTaskAnswer.Of(run, activity);
    }

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(
        RecordActivityTaskHeartbeatRequest request, CallContext call)
    {
        var activity = await RecordAsync(ByToken(request.TaskToken), request.Details).ConfigureAwait(false);
        return new()
        {
            CancelRequested = activity.CancelRequestedEventId != 0,
            ActivityPaused = activity.Pause is not null,
            ActivityReset = activity.Reset != ActivityReset.None,
        };
    }

    private async Task<RecordActivityTaskHeartbeatByIdResponse> HeartbeatByIdAsync(
        RecordActivityTaskHeartbeatByIdRequest request, CallContext call)
    {
        var which = await ByIdAsync(
            request.Namespace, request.WorkflowId, request.RunId, request.ActivityId).ConfigureAwait(false);
        var activity = await RecordAsync(which, request.Details).ConfigureAwait(false);
        return new()
        {
            CancelRequested = activity.CancelRequestedEventId != 0,
            ActivityPaused = activity.Pause is not null,
            ActivityReset = activity.Reset != ActivityReset.None,
        };
    }

    private async Task<RespondActivityTaskCompletedResponse> CompleteAsync(
        RespondActivityTaskCompletedRequest request, CallContext call)
    {
        await EndAsync(ByToken(request.TaskToken), new ActivityEndInput.Completed(request.Result)
        {
            Identity = request.Identity, Version = request.WorkerVersion,
        }).ConfigureAwait(false);
        return new RespondActivityTaskCompletedResponse();
    }

    private async Task<RespondActivityTaskCompletedByIdResponse> CompleteByIdAsync(
        RespondActivityTaskCompletedByIdRequest request, CallContext call)
    {
        var which = await ByIdAsync(
            request.Namespace, request.WorkflowId, request.RunId, request.ActivityId).ConfigureAwait(false);
        await EndAsync(which, new ActivityEndInput.Completed(
            request.Result) { Identity = request.Identity }).ConfigureAwait(false);
        return new RespondActivityTaskCompletedByIdResponse();
    }

    private async Task<RespondActivityTaskFailedResponse> FailAsync(
        RespondActivityTaskFailedRequest request, CallContext call)
    {
        CheckFailure(request.Failure);
        await EndAsync(
            ByToken(request.TaskToken), new ActivityEndInput.Failed(request.Failure, request.LastHeartbeatDetails)
        {
            Identity = request.Identity, Version = request.WorkerVersion,
        }).ConfigureAwait(false);
        return new RespondActivityTaskFailedResponse();
    }

    private async Task<RespondActivityTaskFailedByIdResponse> FailByIdAsync(
        RespondActivityTaskFailedByIdRequest request, CallContext call)
    {
        CheckFailure(request.Failure);
        var which = await ByIdAsync(
            request.Namespace, request.WorkflowId, request.RunId, request.ActivityId).ConfigureAwait(false);
        await EndAsync(which, new ActivityEndInput.Failed(request.Failure, request.LastHeartbeatDetails)
        {
            Identity = request.Identity,
        }).ConfigureAwait(false);
        return new RespondActivityTaskFailedByIdResponse();
    }

    private async Task<RespondActivityTaskCanceledResponse> CancelAsync(
        RespondActivityTaskCanceledRequest request, CallContext call)
    {
        await EndAsync(
            ByToken(request.TaskToken), new ActivityEndInput.Canceled(request.Details) { Identity = request.Identity })
            .ConfigureAwait(false);
        return new RespondActivityTaskCanceledResponse();
    }

    private async Task<RespondActivityTaskCanceledByIdResponse> CancelByIdAsync(
        RespondActivityTaskCanceledByIdRequest request, CallContext call)
    {
        var which = await ByIdAsync(
            request.Namespace, request.WorkflowId, request.RunId, request.ActivityId).ConfigureAwait(false);
        await EndAsync(which, new ActivityEndInput.Canceled(
            request.Details) { Identity = request.Identity }).ConfigureAwait(false);
        return new RespondActivityTaskCanceledByIdResponse();
    }

    private static void CheckFailure(Failure? failure)
    {
        if (failure is not null && failure.ApplicationFailureInfo is null)
            throw ServiceException.Invalid("Failure must have ApplicationFailureInfo.");
    }

    private Task<Transition> EndAsync((RunEntry Run, ActivityRef Which) one, ActivityEndInput input) =>
        context.Engine.ChangeAsync(one.Run, (state, at) => ActivityEndDecision.End(state, one.Which, input, at));

    private async Task<ActivityState> RecordAsync((RunEntry Run, ActivityRef Which) one, Payloads? details)
    {
        ActivityState activity = null!;
        await context.Engine.ChangeAsync(one.Run, (state, at) =>
        {
            (var transition, activity) = ActivityHeartbeatDecision.Record(state, one.Which, details, at);
            return transition;
        }).ConfigureAwait(false);
        return activity;
    }

    private (RunEntry Run, ActivityRef Which) ByToken(ByteString bytes)
    {
        var token = TaskToken.Decode(bytes, TaskTokenKind.Activity);
        var run = context.Runs.FindInMemory(token.Id) ?? throw RunRefusal.ActivityNotFound();
        return (run, new ActivityRef.Token(token.First, token.Attempt, (int)token.Second));
    }

    private async Task<(
        RunEntry Run, ActivityRef Which)> ByIdAsync(string space, string workflowId, string runId, string activityId)
    {
        if (activityId.Length == 0) throw ServiceException.Invalid("ActivityId is not set on request.");
        var execution = new WorkflowExecution { WorkflowId = workflowId, RunId = runId };
        var run = await context.Runs.FindAsync(context.Namespaces.Get(space), execution).ConfigureAwait(false);
        if (run.Durable is { IsRunning: true } state && !state.ActivityIds.ContainsKey(activityId))
        {
            throw RunRefusal.Missing(
                $"cannot find pending activity with ActivityID {activityId}, check workflow execution history for more details");
        }

        return (run, new ActivityRef.Id(activityId));
    }
}
