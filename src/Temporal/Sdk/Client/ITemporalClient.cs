using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Worker;

namespace Temporalio.Client;

/// <summary>A client of a namespace. Thread-safe.</summary>
public interface ITemporalClient : IWorkerClient
{
    /// <summary>Gets the connection.</summary>
    ITemporalConnection Connection { get; }

    /// <summary>Gets the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Gets the outermost interceptor, through which all calls go.</summary>
    ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Gets the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Starts a workflow by its run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A handle of the run.</returns>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow without result by its run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A handle of the run.</returns>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow by name.</summary>
    /// <param name="workflow">Type of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A handle of the run.</returns>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle> StartWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options);

    /// <summary>Makes a handle of a workflow, without a call.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="runId">Run id; null for the current run.</param>
    /// <param name="firstExecutionRunId">Run id of the chain's first run, to be sure which chain is meant.</param>
    /// <returns>The handle.</returns>
    WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Makes a handle of a workflow, without a call.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="runId">Run id; null for the current run.</param>
    /// <param name="firstExecutionRunId">Run id of the chain's first run, to be sure which chain is meant.</param>
    /// <returns>The handle.</returns>
    WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(
        string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Makes a handle of a workflow, without a call.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="runId">Run id; null for the current run.</param>
    /// <param name="firstExecutionRunId">Run id of the chain's first run, to be sure which chain is meant.</param>
    /// <returns>The handle.</returns>
    WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Updates a workflow, which is started if need be.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="updateCall">A call of the update method, with its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A handle of the update.</returns>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Updates a workflow, which is started if need be.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A call of the update method, with its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A handle of the update.</returns>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Updates a workflow, which is started if need be.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A handle of the update.</returns>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Updates a workflow, which is started if need be.</summary>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; the start operation is required.</param>
    /// <returns>A handle of the update.</returns>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Lists workflows, page by page as they are read.</summary>
    /// <param name="query">A filter in the list language; empty for all.</param>
    /// <param name="options">Options.</param>
    /// <returns>The workflows.</returns>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>Lists one page of workflows.</summary>
    /// <param name="query">A filter in the list language; empty for all.</param>
    /// <param name="nextPageToken">Token of the page before; null for the first page.</param>
    /// <param name="options">Options.</param>
    /// <returns>The page.</returns>
    Task<WorkflowListPage> ListWorkflowsPaginatedAsync(
        string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null);

    /// <summary>Counts workflows.</summary>
    /// <param name="query">A filter in the list language, maybe with GROUP BY; empty for all.</param>
    /// <param name="options">Options.</param>
    /// <returns>The count.</returns>
    Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null);

    /// <summary>Makes a handle of an activity that is completed from outside.</summary>
    /// <param name="taskToken">The token of the activity's attempt.</param>
    /// <returns>The handle.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    /// <summary>Makes a handle of an activity that is completed from outside.</summary>
    /// <param name="workflowId">Its workflow's id.</param>
    /// <param name="runId">Its workflow's run id.</param>
    /// <param name="activityId">Its id.</param>
    /// <returns>The handle.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);

    /// <summary>Makes a schedule.</summary>
    /// <param name="scheduleId">Its id.</param>
    /// <param name="schedule">What starts, when, and by which rules.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <returns>A handle of the schedule.</returns>
    /// <exception cref="Exceptions.ScheduleAlreadyRunningException">The id is taken.</exception>
    Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null);

    /// <summary>Makes a handle of a schedule, without a call.</summary>
    /// <param name="scheduleId">Its id.</param>
    /// <returns>The handle.</returns>
    ScheduleHandle GetScheduleHandle(string scheduleId);

    /// <summary>Lists schedules, newest first.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    /// <returns>The schedules, fetched page by page.</returns>
    IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null);
}
