using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Sees every call of a client before it is made. Each method passes on to the next interceptor.</summary>
public abstract class ClientOutboundInterceptor
{
    private readonly ClientOutboundInterceptor? _next;

    /// <summary>Initializes a new instance of the <see cref="ClientOutboundInterceptor"/> class.</summary>
    /// <param name="next">The next interceptor.</param>
    protected ClientOutboundInterceptor(ClientOutboundInterceptor next) => _next = next;

    private protected ClientOutboundInterceptor()
    {
    }

    /// <summary>Gets the next interceptor.</summary>
    protected ClientOutboundInterceptor Next =>
        _next ?? throw new InvalidOperationException("The last interceptor has no next one.");

    /// <summary>Takes the actions of ranges of time of a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task BackfillScheduleAsync(BackfillScheduleInput input) =>
        Next.BackfillScheduleAsync(input);

    /// <summary>Asks to cancel a workflow.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        Next.CancelWorkflowAsync(input);

    /// <summary>Completes an activity from outside.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input) =>
        Next.CompleteAsyncActivityAsync(input);

    /// <summary>Counts workflows.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        Next.CountWorkflowsAsync(input);

    /// <summary>Makes a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>Its handle.</returns>
    public virtual Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input) =>
        Next.CreateScheduleAsync(input);

    /// <summary>Deletes a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task DeleteScheduleAsync(DeleteScheduleInput input) =>
        Next.DeleteScheduleAsync(input);

    /// <summary>Describes a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) =>
        Next.DescribeScheduleAsync(input);

    /// <summary>Describes a workflow.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input) =>
        Next.DescribeWorkflowAsync(input);

    /// <summary>Fails an activity from outside.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task FailAsyncActivityAsync(FailAsyncActivityInput input) =>
        Next.FailAsyncActivityAsync(input);

    /// <summary>Fetches one page of a history.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
        Next.FetchWorkflowHistoryEventPageAsync(input);

    /// <summary>Sends a heartbeat from outside.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input) =>
        Next.HeartbeatAsyncActivityAsync(input);

    /// <summary>Lists schedules.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) =>
        Next.ListSchedulesAsync(input);

    /// <summary>Lists workflows.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) =>
        Next.ListWorkflowsAsync(input);

    /// <summary>Lists one page of workflows.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input) =>
        Next.ListWorkflowsPaginatedAsync(input);

    /// <summary>Pauses a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task PauseScheduleAsync(PauseScheduleInput input) =>
        Next.PauseScheduleAsync(input);

    /// <summary>Queries a workflow.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) =>
        Next.QueryWorkflowAsync<TResult>(input);

    /// <summary>Reports from outside that an activity is cancelled.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input) =>
        Next.ReportCancellationAsyncActivityAsync(input);

    /// <summary>Signals a workflow.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task SignalWorkflowAsync(SignalWorkflowInput input) =>
        Next.SignalWorkflowAsync(input);

    /// <summary>Updates a workflow, which is started if need be.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(StartUpdateWithStartWorkflowInput input) =>
        Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);

    /// <summary>Starts a workflow.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
        Next.StartWorkflowAsync<TWorkflow, TResult>(input);

    /// <summary>Updates a workflow.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="input">What to do.</param>
    /// <returns>What comes of it.</returns>
    public virtual Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
        Next.StartWorkflowUpdateAsync<TResult>(input);

    /// <summary>Terminates a workflow.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task TerminateWorkflowAsync(TerminateWorkflowInput input) =>
        Next.TerminateWorkflowAsync(input);

    /// <summary>Takes an action of a schedule now.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task TriggerScheduleAsync(TriggerScheduleInput input) =>
        Next.TriggerScheduleAsync(input);

    /// <summary>Lets a paused schedule act again.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        Next.UnpauseScheduleAsync(input);

    /// <summary>Changes a schedule.</summary>
    /// <param name="input">What to do.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task UpdateScheduleAsync(UpdateScheduleInput input) =>
        Next.UpdateScheduleAsync(input);
}
