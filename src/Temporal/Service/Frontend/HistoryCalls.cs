using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Frontend;

/// <summary>Read histories, forward with waiting for what comes, and backward.</summary>
internal sealed class HistoryCalls(FrontendContext context)
{
    private const int DefaultPage = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public void Register(CallTable calls)
    {
        calls.Add("GetWorkflowExecutionHistory", static () => GetWorkflowExecutionHistoryRequest.Parser, GetAsync);
        calls.Add("GetWorkflowExecutionHistoryReverse",
            static () => GetWorkflowExecutionHistoryReverseRequest.Parser, ReverseAsync);
    }

    private async Task<GetWorkflowExecutionHistoryResponse> GetAsync(
        GetWorkflowExecutionHistoryRequest request, CallContext call)
    {
        var (run, token) = await FindAsync(
            context.Namespaces.Get(request.Namespace), request.Execution, request.NextPageToken).ConfigureAwait(false);
        var closeOnly = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent;
        var next = token?.Next ?? 1;
        var since = context.Time.GetTimestamp();
        while (true)
        {
            Task? change = null;
            RunState state;
            lock (run.Gate)
            {
                if (run.Deleted) throw Refusals.NoRun(run.Key.WorkflowId, run.Key.RunId);
                state = run.Durable;
                if (request.WaitNewEvent) change = closeOnly ? run.NextClose_NeedsLock() : run.NextChange_NeedsLock();
            }

            if (closeOnly && !state.IsRunning) return new() { History = new() { Events = { state.CloseEvent } } };
            var hasMore = !closeOnly && (state.NextEventId > next || !state.IsRunning);
            if (hasMore || token?.End > 0) return Page(run, state, request, next, token?.End ?? 0);
            if (change is null) return new() { History = new() };
            var wait = LongPoll.Within(call, LongestWait) - context.Time.GetElapsedTime(since);
            if (!await LongPoll.WaitAsync(change, wait, context, call).ConfigureAwait(false))
                return new() { History = new(), NextPageToken = new HistoryToken(run.Id, next, 0).Encode() };
        }
    }

    private GetWorkflowExecutionHistoryResponse Page(
        RunEntry run, RunState state, GetWorkflowExecutionHistoryRequest request, long next, long taskEnd)
    {
        var size = request.MaximumPageSize > 0 ? Math.Min(request.MaximumPageSize, DefaultPage) : DefaultPage;
        var end = taskEnd > 0 ? taskEnd : state.NextEventId;
        var page = HistoryPage.Take(context.Runs, run, next, end, size);
        var answer = new GetWorkflowExecutionHistoryResponse { History = new Api.History.V1.History() };
        answer.History.Events.Add(page);
        var reached = next + page.Count;
        var goesOn = reached < end || (taskEnd == 0 && state.IsRunning && request.WaitNewEvent);
        if (goesOn) answer.NextPageToken = new HistoryToken(run.Id, reached, taskEnd).Encode();
        else if (taskEnd > 0) answer.History.Events.Add(BeyondHistory(run, taskEnd));
        else if (state.IsRunning) answer.History.Events.Add(ForReaders(state));
        return answer;
    }

    /// <summary>Returns the pending workflow task as readers see it behind the stored events, as on Temporal's server:
    /// without who works on it.</summary>
    private static IEnumerable<HistoryEvent> ForReaders(RunState state) =>
        TaskScheduling.EventsBeyondHistory(state).Select(seen =>
        {
            if (seen.EventType != EventType.WorkflowTaskStarted) return seen;
            var started = seen.Clone();
            started.WorkflowTaskStartedEventAttributes.Identity = "";
            started.WorkflowTaskStartedEventAttributes.WorkerVersion = null;
            return started;
        });

    private async Task<GetWorkflowExecutionHistoryReverseResponse> ReverseAsync(
        GetWorkflowExecutionHistoryReverseRequest request, CallContext call)
    {
        var (run, token) = await FindAsync(
            context.Namespaces.Get(request.Namespace), request.Execution, request.NextPageToken).ConfigureAwait(false);
        var size = request.MaximumPageSize > 0 ? Math.Min(request.MaximumPageSize, DefaultPage) : DefaultPage;
        var end = token?.Next ?? run.Durable.NextEventId;
        var from = Math.Max(1, end - size);
        var answer = new GetWorkflowExecutionHistoryReverseResponse { History = new Api.History.V1.History() };
        var page = context.Runs.Events(run, from, end);
        page.Reverse();
        answer.History.Events.Add(page);
        if (from > 1) answer.NextPageToken = new HistoryToken(run.Id, from, 0).Encode();
        return answer;
    }

    private async Task<(
        RunEntry Run, HistoryToken? Token)> FindAsync(Namespace space, WorkflowExecution? execution, ByteString page)
    {
        var token = HistoryToken.Decode(page);
        if (token is { } known && execution is not null)
            execution = new WorkflowExecution { WorkflowId = execution.WorkflowId, RunId = known.RunId.ToString() };
        return (await context.Runs.FindAsync(space, execution).ConfigureAwait(false), token);
    }

    /// <summary>Returns the events of the running workflow task that history does not have, when the pages were read
    /// for it.</summary>
    private static IReadOnlyList<HistoryEvent> BeyondHistory(RunEntry run, long taskEnd)
    {
        lock (run.Gate)
        {
            return run.State is { Task.IsStarted: true } state && state.NextEventId == taskEnd
                ? WorkflowTaskView.Of(state).EventsBeyondHistory
                : [];
        }
    }
}
