using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Temporalio.Service.Matching;
using Temporalio.Service.Workers;

namespace Temporalio.Service.Frontend;

/// <summary>What workers do with workflow tasks: poll, complete, fail.</summary>
internal sealed class WorkflowTaskCalls(FrontendContext context, QueryCalls queries, WorkerRegistry workers)
{
    public void Register(CallTable calls)
    {
        calls.Add("PollWorkflowTaskQueue", static () => PollWorkflowTaskQueueRequest.Parser, PollAsync);
        calls.Add(
            "RespondWorkflowTaskCompleted", static () => RespondWorkflowTaskCompletedRequest.Parser, CompleteAsync);
        calls.Add("RespondWorkflowTaskFailed", static () => RespondWorkflowTaskFailedRequest.Parser, FailAsync);
        calls.Add("ResetStickyTaskQueue", static () => ResetStickyTaskQueueRequest.Parser, ResetStickyAsync);
        calls.Add("ShutdownWorker", static () => ShutdownWorkerRequest.Parser, ShutdownAsync);
    }

    private async Task<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Checks.Queue(request.TaskQueue);
        var wait = LongPoll.ForTasks(call);
        var since = context.Time.GetTimestamp();
        var key = new QueueKey(space.Name, request.TaskQueue.Name, QueueKind.Workflow);
        while (true)
        {
            var left = wait - context.Time.GetElapsedTime(since);
            var task = await context.Engine.Queues[key]
                .PollAsync(
                    request.Identity, request.WorkerVersionCapabilities, left, call.Cancel, request.WorkerInstanceKey)
                .ConfigureAwait(false);
            var answer = task switch
            {
                null => new PollWorkflowTaskQueueResponse(),
                EngineTask.Workflow workflow => Take(workflow, request, call),
                EngineTask.Query query => Take(query, call),
                _ => null,
            };
            if (answer is not null) return answer;
        }
    }

    /// <summary>Returns the answer to a poll; null when the task is stale.</summary>
    private PollWorkflowTaskQueueResponse? Take(
        EngineTask.Workflow task, PollWorkflowTaskQueueRequest request, CallContext call)
    {
        var run = task.Run;
        var taker = new TaskTaker(
            context.Engine.Ids.NewRequestId(), request.Identity, request.WorkerVersionCapabilities?.BuildId
                ?? "", call.InProcess);
        RunState state;
        IReadOnlyList<PendingQuery> carried;
        lock (run.Gate)
        {
            if (run.Deleted) return null;
            var started = WorkflowTaskStartDecision.Start(
                run.State, task.ScheduledEventId, task.Attempt, taker, context.Engine.Now);
            if (started is null) return null;
            context.Engine.Apply_NeedsLock(run, started, awaited: false);
            state = run.State;
            // The decision may end the run instead, when it is too large.
            if (state.Task is not { IsStarted: true }) return null;
            carried = run.Queries.Carry(task.ScheduledEventId, task.Attempt);
        }

        return WorkflowTaskAnswer.Of(context.Runs, run, state, task.Sticky, carried, call);
    }

    private PollWorkflowTaskQueueResponse? Take(EngineTask.Query task, CallContext call)
    {
        if (!task.Pending.TryTake()) return null;
        queries.Sent(task.Pending);
        RunState state;
        lock (task.Run.Gate) state = task.Run.State;
        return WorkflowTaskAnswer.Of(context.Runs, task.Run, state, task.Sticky, task.Pending, call);
    }

    private async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        RespondWorkflowTaskCompletedRequest request, CallContext call)
    {
        var token = TaskToken.Decode(request.TaskToken, TaskTokenKind.Workflow);
        var run = context.Runs.FindInMemory(token.Id) ?? throw RunRefusal.TaskNotFound();
        Transition transition;
        Task? durable;
        PollWorkflowTaskQueueResponse? next = null;
        bool leftNoTrace;
        lock (run.Gate)
        {
            var wasSpeculative = run.State.Task?.Kind == WorkflowTaskKind.Speculative;
            transition = WorkflowTaskCompletionDecision.Complete(
                run.State, Which(token), request, call.InProcess, context.Engine.Now, AttributesOf(run));
            leftNoTrace = wasSpeculative && transition.Events.Count == 0;
            if (request.QueryResults.Count > 0) run.Queries.Answer(Results(request.QueryResults));
            durable = context.Engine.Apply_NeedsLock(run, transition);
            var state = run.State;
            if (request.ReturnNewWorkflowTask && transition.Refusal is null && state.Task is { IsStarted: true } task)
            {
                var carried = run.Queries.Carry(task.ScheduledEventId, task.Attempt);
                next = WorkflowTaskAnswer.Of(context.Runs, run, state, sticky: true, carried, call);
            }
        }

        if (durable is not null) await durable.ConfigureAwait(false);
        if (transition.Refusal is not null) throw transition.Refusal;
        var answer = new RespondWorkflowTaskCompletedResponse { WorkflowTask = next };
        // The worker saw events of a task that history forgets: its cache goes back to the last one that counts.
        if (leftNoTrace) answer.ResetHistoryEventId = transition.State.LastTaskStartedEventId;
        foreach (var effect in transition.Effects)
        {
            if (effect is Effect.EagerActivityTask eager && transition.State.Activities.TryGetValue(
                eager.ScheduledEventId, out var activity))
                answer.ActivityTasks.Add(ActivityTaskAnswer.Of(run, activity));
        }

        return answer;
    }

    private async Task<RespondWorkflowTaskFailedResponse> FailAsync(
        RespondWorkflowTaskFailedRequest request, CallContext call)
    {
        var token = TaskToken.Decode(request.TaskToken, TaskTokenKind.Workflow);
        var run = context.Runs.FindInMemory(token.Id) ?? throw RunRefusal.TaskNotFound();
        await context.Engine.ChangeAsync(
            run, (state, at) => WorkflowTaskFailureDecision.Fail(state, Which(token), request, at))
            .ConfigureAwait(false);
        return new RespondWorkflowTaskFailedResponse();
    }

    private async Task<ResetStickyTaskQueueResponse> ResetStickyAsync(
        ResetStickyTaskQueueRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        var run = await context.Runs.FindAsync(space, request.Execution).ConfigureAwait(false);
        lock (run.Gate) run.State = run.State with { Sticky = null };
        return new ResetStickyTaskQueueResponse();
    }

    /// <summary>A worker leaves: its polls end, and what waits in its own queue goes to the others.</summary>
    private Task<ShutdownWorkerResponse> ShutdownAsync(ShutdownWorkerRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        workers.Leave(space.Name, request.WorkerInstanceKey, request.WorkerHeartbeat);
        if (request.WorkerInstanceKey.Length > 0) EndPolls(space.Name, request);
        if (request.StickyTaskQueue.Length == 0) return Task.FromResult(new ShutdownWorkerResponse());
        var queue = context.Engine.Queues.Find(new QueueKey(space.Name, request.StickyTaskQueue, QueueKind.Workflow));
        foreach (var task in queue?.Unload() ?? [])
        {
            var key = new QueueKey(space.Name, task.Run.State.QueueName, QueueKind.Workflow);
            context.Engine.Queues.Add(key, task switch
            {
                EngineTask.Workflow workflow => workflow with { Sticky = false },
                EngineTask.Query query => query with { Sticky = false },
                _ => task,
            });
        }

        return Task.FromResult(new ShutdownWorkerResponse());
    }

    private void EndPolls(string space, ShutdownWorkerRequest request)
    {
        QueueKey[] keys =
        [
            new(space, request.TaskQueue, QueueKind.Workflow), new(space, request.TaskQueue, QueueKind.Activity),
            new(space, request.StickyTaskQueue, QueueKind.Workflow),
        ];
        foreach (var key in keys) context.Engine.Queues.Find(key)?.EndPolls(request.WorkerInstanceKey);
    }

    /// <summary>Returns the check of search attributes in the run's namespace.</summary>
    private Func<SearchAttributes, SearchAttributes> AttributesOf(RunEntry run) =>
        asked => Checks.Attributes(asked, context.Namespaces.Get(run.Key.Namespace))!;

    private static WorkflowTaskToken Which(TaskToken token) => new(token.First, token.Second, token.Attempt);

    private static Dictionary<Guid, WorkflowQueryResult> Results(
        IEnumerable<KeyValuePair<string, WorkflowQueryResult>> results) =>
        results.Where(
            pair => Guid.TryParse(pair.Key, out _)).ToDictionary(pair => Guid.Parse(pair.Key), pair => pair.Value);
}
