using System.Linq.Expressions;
using Temporalio.Api.History.V1;
using Temporalio.Client.Outbound;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>A workflow, to ask and to tell.</summary>
/// <param name="Client">The client.</param>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run that calls are meant for; null for the current one.</param>
/// <param name="ResultRunId">Run whose result is waited for; null for the current one.</param>
/// <param name="FirstExecutionRunId">Run id of the chain's first run, which cancel and terminate check.</param>
public record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits for the end.</summary>
    /// <param name="followRuns">Whether to go on with the next run when one is continued or tried again.</param>
    /// <param name="rpcOptions">How the calls are made. The timeout bounds each of them, not the wait as a whole: a
    /// cancellation token does.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits for the result.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="followRuns">Whether to go on with the next run when one is continued or tried again.</param>
    /// <param name="rpcOptions">How the calls are made. The timeout bounds each of them, not the wait as a whole: a
    /// cancellation token does.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        WorkflowResult.GetAsync<TResult>(this, followRuns, rpcOptions);

    /// <summary>Signals the workflow.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="signalCall">A call of the signal's method, with its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Extract(signalCall);
        return SignalAsync(HandlerCalls.SignalName(method), args, options);
    }

    /// <summary>Signals the workflow.</summary>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public virtual Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>Queries the workflow.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="queryCall">A call of the query's method, with its arguments, or its property.</param>
    /// <param name="options">Options.</param>
    /// <returns>The answer.</returns>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (CallExpression.ExtractMember(queryCall) is { } member)
        {
            return QueryAsync<TQueryResult>(HandlerCalls.QueryName(member), [], options);
        }

        var (method, args) = CallExpression.Extract(queryCall);
        return QueryAsync<TQueryResult>(HandlerCalls.QueryName(method), args, options);
    }

    /// <summary>Queries the workflow.</summary>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="query">Name of the query.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.WorkflowQueryFailedException">The handler failed, or there is none.</exception>
    /// <exception cref="Exceptions.WorkflowQueryRejectedException">The workflow's state does not allow it.</exception>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="updateCall">A call of the update's method, with its arguments.</param>
    /// <param name="options">Options; the stage to wait for is required.</param>
    /// <returns>A handle of the update.</returns>
    public Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return StartUpdateAsync(HandlerCalls.UpdateName(method), args, options);
    }

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">A call of the update's method, with its arguments.</param>
    /// <param name="options">Options; the stage to wait for is required.</param>
    /// <returns>A handle of the update.</returns>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return StartUpdateAsync<TUpdateResult>(HandlerCalls.UpdateName(method), args, options);
    }

    /// <summary>Starts an update.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the stage to wait for is required.</param>
    /// <returns>A handle of the update.</returns>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the stage to wait for is required.</param>
    /// <returns>A handle of the update.</returns>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TUpdateResult>(
            new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    /// <summary>Updates the workflow and waits for the end of the update.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="updateCall">A call of the update's method, with its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public Task ExecuteUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return ExecuteUpdateAsync(HandlerCalls.UpdateName(method), args, options);
    }

    /// <summary>Updates the workflow and waits for the result.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">A call of the update's method, with its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return ExecuteUpdateAsync<TUpdateResult>(HandlerCalls.UpdateName(method), args, options);
    }

    /// <summary>Updates the workflow and waits for the end of the update.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public Task ExecuteUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Updates the workflow and waits for the result.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TUpdateResult>(
            update, args, WorkflowUpdateStartOptions.ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Makes a handle of an update, without a call.</summary>
    /// <param name="id">Id of the update.</param>
    /// <returns>The handle.</returns>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    /// <summary>Makes a handle of an update, without a call.</summary>
    /// <typeparam name="TUpdateResult">Type of its result.</typeparam>
    /// <param name="id">Id of the update.</param>
    /// <returns>The handle.</returns>
    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) =>
        new(Client, id, Id, RunId);

    /// <summary>Describes the workflow.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The description.</returns>
    public virtual Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Asks the workflow to cancel itself.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Ends the workflow, without its doing.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the end.</returns>
    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    /// <summary>Fetches the history.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The history.</returns>
    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var found in FetchHistoryEventsAsync(options).ConfigureAwait(false))
        {
            events.Add(found);
        }

        return new(Id, events);
    }

    /// <summary>Fetches the events, page by page as they are read.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The events.</returns>
    public virtual IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(
        WorkflowHistoryEventFetchOptions? options = null) => WorkflowEvents.FetchAsync(this, options ?? new());
}
