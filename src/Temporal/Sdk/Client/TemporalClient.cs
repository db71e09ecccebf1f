using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Outbound;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>A client of a namespace.</summary>
public class TemporalClient : ITemporalClient
{
    /// <summary>Initializes a new instance of the <see cref="TemporalClient"/> class.</summary>
    /// <param name="connection">The connection; may be shared.</param>
    /// <param name="options">Options.</param>
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Connection = connection;
        Options = (TemporalClientOptions)options.Clone();
        foreach (var plugin in Options.Plugins ?? [])
        {
            plugin.ConfigureClient(Options);
        }

        OutboundInterceptor = (Options.Interceptors ?? []).Reverse().Aggregate(
            (ClientOutboundInterceptor)new ServiceCalls(this),
            (next, interceptor) => interceptor.InterceptClient(next));
    }

    /// <inheritdoc />
    public ITemporalConnection Connection { get; }

    /// <inheritdoc />
    public TemporalClientOptions Options { get; }

    /// <inheritdoc />
    public ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <inheritdoc />
    public WorkflowService WorkflowService => Connection.WorkflowService;

    /// <inheritdoc />
    public OperatorService OperatorService => Connection.OperatorService;

    /// <inheritdoc />
    public IBridgeClientProvider BridgeClientProvider => Connection;

    /// <summary>Connects, and makes a client.</summary>
    /// <param name="options">Options; the target host is required.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">The service cannot be reached.</exception>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connect = (options.Plugins ?? []).Reverse().Aggregate(
            (Func<TemporalClientConnectOptions, Task<TemporalConnection>>)TemporalConnection.ConnectAsync,
            (next, plugin) => changed => plugin.ConnectAsync(changed, next));
        return new(await connect(options).ConfigureAwait(false), options.ToClientOptions());
    }

    /// <summary>Makes a client that connects with its first call.</summary>
    /// <param name="options">Options; the target host is required.</param>
    /// <returns>The client.</returns>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(TemporalConnection.CreateLazy(options), options.ToClientOptions());
    }

    /// <inheritdoc />
    public Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return OutboundInterceptor.StartWorkflowAsync<TWorkflow, TResult>(
            new(WorkflowDefinition.NameFromRunMethodForCall(method), args, options, null));
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return await OutboundInterceptor.StartWorkflowAsync<TWorkflow, ValueTuple>(
            new(WorkflowDefinition.NameFromRunMethodForCall(method), args, options, null)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle> StartWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        await OutboundInterceptor.StartWorkflowAsync<ValueTuple, ValueTuple>(
            new(workflow, args, options, null)).ConfigureAwait(false);

    /// <inheritdoc />
    public WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public async Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return await StartUpdateWithStartWorkflowAsync<ValueTuple>(HandlerCalls.UpdateName(method), args, options)
            .ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Extract(updateCall);
        return StartUpdateWithStartWorkflowAsync<TUpdateResult>(HandlerCalls.UpdateName(method), args, options);
    }

    /// <inheritdoc />
    public async Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options) =>
        await StartUpdateWithStartWorkflowAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    /// <inheritdoc />
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options) =>
        OutboundInterceptor.StartUpdateWithStartWorkflowAsync<TUpdateResult>(new(update, args, options, null));

    /// <inheritdoc />
    public IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public Task<WorkflowListPage> ListWorkflowsPaginatedAsync(
        string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsPaginatedAsync(new(query, nextPageToken, options));

    /// <inheritdoc />
    public Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null) =>
        OutboundInterceptor.CountWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken) =>
        new(this, new AsyncActivityHandle.TaskTokenReference(taskToken));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId) =>
        new(this, new AsyncActivityHandle.IdReference(workflowId, runId, activityId));

    /// <inheritdoc />
    public Task<ScheduleHandle> CreateScheduleAsync(
        string scheduleId, Schedule schedule, ScheduleOptions? options = null) =>
        OutboundInterceptor.CreateScheduleAsync(new(scheduleId, schedule, options));

    /// <inheritdoc />
    public ScheduleHandle GetScheduleHandle(string scheduleId) => new(this, scheduleId);

    /// <inheritdoc />
    public IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null) =>
        OutboundInterceptor.ListSchedulesAsync(new(options));

    /// <summary>Gets options of a call that is tried again.</summary>
    protected static RpcOptions RetryRpcOptions => new() { Retry = true };

    /// <summary>Returns options that say to try again, unless they say otherwise.</summary>
    /// <param name="origOptions">The options; null for none.</param>
    /// <returns>These options, or a copy.</returns>
    protected static RpcOptions DefaultRetryOptions(RpcOptions? origOptions) => RpcOptions.WithRetry(origOptions);
}
