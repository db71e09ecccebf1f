using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>The answer to a poll for workflow tasks.</summary>
internal static class WorkflowTaskAnswer
{
    /// <summary>Returns a started workflow task.</summary>
    /// <param name="sticky">Whether the worker has the workflow in its cache and needs only what is new.</param>
    /// <param name="carried">Queries that the worker answers with the completion.</param>
    public static PollWorkflowTaskQueueResponse Of(
        RunRegistry runs, RunEntry run, RunState state, bool sticky, IReadOnlyList<PendingQuery> carried,
            CallContext call)
    {
        var task = state.Task!;
        var view = WorkflowTaskView.Of(state);
        var answer = Begin(run, state, view.Attempt);
        answer.TaskToken = new TaskToken(
            TaskTokenKind.Workflow, run.Id, task.ScheduledEventId, task.StartedEventId, task.Attempt).Encode();
        answer.StartedEventId = view.StartedEventId;
        answer.ScheduledTime = task.ScheduledTime.ToTimestamp();
        answer.StartedTime = task.StartedTime?.ToTimestamp();
        answer.Messages.Add(view.Messages);
        foreach (var query in carried) answer.Queries.Add(query.Id.ToString(), query.Query);
        AddHistory(answer, runs, run, state, sticky ? view.PreviousStartedEventId + 1 : 1, call);
        if (answer.NextPageToken.IsEmpty) answer.History.Events.Add(view.EventsBeyondHistory);
        return answer;
    }

    /// <summary>Returns a query that no workflow task carries.</summary>
    public static PollWorkflowTaskQueueResponse Of(
        RunRegistry runs, RunEntry run, RunState state, bool sticky, PendingQuery query, CallContext call)
    {
        var answer = Begin(run, state, attempt: 1);
        answer.TaskToken = new TaskToken(TaskTokenKind.Query, query.Id, 0, 0, 0).Encode();
        answer.Query = query.Query;
        if (sticky) answer.History = new Api.History.V1.History();
        else AddHistory(answer, runs, run, state, 1, call);
        return answer;
    }

    private static PollWorkflowTaskQueueResponse Begin(RunEntry run, RunState state, int attempt) => new()
    {
        WorkflowExecution = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId },
        WorkflowType = state.Start.WorkflowType,
        PreviousStartedEventId = state.LastTaskStartedEventId,
        Attempt = attempt,
        WorkflowExecutionTaskQueue = new TaskQueue { Name = state.QueueName, Kind = TaskQueueKind.Normal },
    };

    private static void AddHistory(
        PollWorkflowTaskQueueResponse answer, RunRegistry runs, RunEntry run, RunState state, long from,
            CallContext call)
    {
        var end = state.NextEventId;
        // In the same process nothing bounds a message.
        var events = call.InProcess ? runs.Events(
            run, from, end) : HistoryPage.Take(runs, run, from, end, int.MaxValue);
        answer.History = new Api.History.V1.History();
        answer.History.Events.Add(events);
        if (from + events.Count < end)
            answer.NextPageToken = new HistoryToken(run.Id, from + events.Count, end).Encode();
    }
}
