using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;

namespace Temporalio.Service.Frontend;

/// <summary>Query runs: by the workflow task that is pending, else by a task of its own.</summary>
internal sealed class QueryCalls(FrontendContext context)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>After this long a query that the caching worker did not take goes to any worker.</summary>
    private static readonly TimeSpan StickyPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, PendingQuery> _sent = new();

    public void Register(CallTable calls)
    {
        calls.Add("QueryWorkflow", static () => QueryWorkflowRequest.Parser, QueryAsync);
        calls.Add("RespondQueryTaskCompleted", static () => RespondQueryTaskCompletedRequest.Parser, RespondAsync);
    }

    /// <summary>Notes that a worker has a query's own task.</summary>
    public void Sent(PendingQuery query) => _sent[query.Id] = query;

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.Query is null) throw ServiceException.Invalid("WorkflowQuery is not set on request.");
        if (request.Query.QueryType.Length == 0) throw ServiceException.Invalid("QueryType is not set on request.");
        Checks.Blob(request.Query.QueryArgs);
        var run = await context.Runs.FindAsync(space, request.Execution).ConfigureAwait(false);
        var status = run.Durable.Status;
        var isRejected = request.QueryRejectCondition switch
        {
            QueryRejectCondition.NotOpen => status != WorkflowExecutionStatus.Running,
            QueryRejectCondition.NotCompletedCleanly =>
                status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed),
            _ => false,
        };
        if (isRejected) return new QueryWorkflowResponse { QueryRejected = new QueryRejected { Status = status } };

        var query = new PendingQuery(Guid.Parse(context.Engine.Ids.NewRequestId()), request.Query);
        try
        {
            var sticky = Offer(run, query);
            var result = await AnswerAsync(run, query, sticky, call).ConfigureAwait(false);
            // The worker may have seen events that are still on their way to the disk.
            if (context.Engine.WhenDurable(run) is { } durable) await durable.ConfigureAwait(false);
            return ToAnswer(result);
        }
        finally
        {
            query.Drop();
            _sent.TryRemove(query.Id, out _);
        }
    }

    /// <summary>Gives a query to the workflow task that is pending, or makes a task of it.</summary>
    /// <returns>Whether it went to the worker that has the workflow in its cache.</returns>
    private bool Offer(RunEntry run, PendingQuery query)
    {
        lock (run.Gate)
        {
            if (run.State is { IsRunning: true, Task: not null })
            {
                run.Queries.Wait(query);
                return false;
            }

            var sticky = run.State.Sticky?.Name;
            context.Engine.OfferQuery(run, query, sticky);
            return sticky is not null;
        }
    }

    private async Task<WorkflowQueryResult> AnswerAsync(RunEntry run, PendingQuery query, bool sticky, CallContext call)
    {
        var wait = LongPoll.Within(call, LongestWait);
        if (sticky && wait > StickyPatience)
        {
            if (await LongPoll.WaitAsync(query.Answer, StickyPatience, context, call).ConfigureAwait(false))
                return await query.Answer.ConfigureAwait(false);
            if (!query.IsTaken) context.Engine.OfferQuery(run, query, stickyQueue: null);
            wait -= StickyPatience;
        }

        if (await LongPoll.WaitAsync(query.Answer, wait, context, call).ConfigureAwait(false))
            return await query.Answer.ConfigureAwait(false);
        if (context.Stopping.IsCancellationRequested) throw Refusals.Stopping();
        throw new ServiceException(
            GrpcStatus.DeadlineExceeded, "query timed out before a worker could process it");
    }

    private Task<RespondQueryTaskCompletedResponse> RespondAsync(
        RespondQueryTaskCompletedRequest request, CallContext call)
    {
        var token = TaskToken.Decode(request.TaskToken, TaskTokenKind.Query);
        if (!_sent.TryRemove(token.Id, out var query))
            throw History.RunRefusal.Missing("query task not found, or already expired");
        query.TryAnswer(new WorkflowQueryResult
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
        return Task.FromResult(new RespondQueryTaskCompletedResponse());
    }

    private static QueryWorkflowResponse ToAnswer(WorkflowQueryResult result)
    {
        if (result.ResultType != QueryResultType.Failed) return new QueryWorkflowResponse { QueryResult = result.Answer };
        throw ServiceException.With(
            GrpcStatus.InvalidArgument, result.ErrorMessage, new QueryFailedFailure { Failure = result.Failure });
    }
}
