using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Calls that start and wait.</summary>
[SuppressMessage("Naming", "CA1715", Justification = "The official name.")]
public static class ITemporalClientExtensions
{
    /// <summary>Starts a workflow and waits for its result.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client,
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall,
        WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartWorkflowAsync(workflowRunCall, options).ConfigureAwait(false);
        return await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow and waits for its end.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartWorkflowAsync(workflowRunCall, options).ConfigureAwait(false);
        await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow by name and waits for its end.</summary>
    /// <param name="client">The client.</param>
    /// <param name="workflow">Type of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartWorkflowAsync(workflow, args, options).ConfigureAwait(false);
        await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow by name and waits for its result.</summary>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflow">Type of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartWorkflowAsync(workflow, args, options).ConfigureAwait(false);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Updates a workflow, which is started if need be, and waits for the update's end.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="updateCall">A call of the update method, with its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A task for the end.</returns>
    public static async Task ExecuteUpdateWithStartWorkflowAsync<TWorkflow>(
        this ITemporalClient client,
        Expression<Func<TWorkflow, Task>> updateCall,
        WorkflowUpdateWithStartOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartUpdateWithStartWorkflowAsync(
            updateCall, WorkflowStartUpdateWithStartOptions.ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Updates a workflow, which is started if need be, and waits for the update's result.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="updateCall">A call of the update method, with its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>The result.</returns>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        this ITemporalClient client,
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall,
        WorkflowUpdateWithStartOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartUpdateWithStartWorkflowAsync(
            updateCall, WorkflowStartUpdateWithStartOptions.ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Updates a workflow, which is started if need be, and waits for the update's end.</summary>
    /// <param name="client">The client.</param>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A task for the end.</returns>
    public static async Task ExecuteUpdateWithStartWorkflowAsync(
        this ITemporalClient client,
        string update,
        IReadOnlyCollection<object?> args,
        WorkflowUpdateWithStartOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartUpdateWithStartWorkflowAsync(
            update, args, WorkflowStartUpdateWithStartOptions.ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Updates a workflow, which is started if need be, and waits for the update's result.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>The result.</returns>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
        this ITemporalClient client,
        string update,
        IReadOnlyCollection<object?> args,
        WorkflowUpdateWithStartOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        var handle = await client.StartUpdateWithStartWorkflowAsync<TUpdateResult>(
            update, args, WorkflowStartUpdateWithStartOptions.ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Lists workflows and fetches the history of each.</summary>
    /// <param name="client">The client.</param>
    /// <param name="query">A filter in the list language.</param>
    /// <param name="listOptions">Options of the list.</param>
    /// <param name="historyFetchOptions">Options of the histories.</param>
    /// <returns>The histories.</returns>
    public static async IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        this ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions = null,
        WorkflowHistoryEventFetchOptions? historyFetchOptions = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        await foreach (var found in client.ListWorkflowsAsync(query, listOptions).ConfigureAwait(false))
        {
            yield return await client.GetWorkflowHandle(found.Id, found.RunId)
                .FetchHistoryAsync(historyFetchOptions).ConfigureAwait(false);
        }
    }
}
