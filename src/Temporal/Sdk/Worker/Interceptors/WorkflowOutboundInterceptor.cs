using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Sees every call out of a workflow. What is not overridden goes to the next one.</summary>
public abstract class WorkflowOutboundInterceptor
{
    private readonly WorkflowOutboundInterceptor? _next;

    /// <summary>Initializes the interceptor in front of another one.</summary>
    /// <param name="next">The next one of the chain.</param>
    protected WorkflowOutboundInterceptor(WorkflowOutboundInterceptor next) => _next = next;

    private protected WorkflowOutboundInterceptor()
    {
    }

    /// <summary>Gets the next one of the chain.</summary>
    protected WorkflowOutboundInterceptor Next =>
        _next ?? throw new InvalidOperationException("The last interceptor of the chain has no next one.");

    /// <summary>Asks another workflow to cancel.</summary>
    /// <param name="input">The workflow.</param>
    /// <returns>A task that ends when the request is delivered.</returns>
    public virtual Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) =>
        Next.CancelExternalWorkflowAsync(input);

    /// <summary>Builds the exception that continues the run as new.</summary>
    /// <param name="input">The next run.</param>
    /// <returns>The exception to throw.</returns>
    public virtual ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        Next.CreateContinueAsNewException(input);

    /// <summary>Waits.</summary>
    /// <param name="input">The wait.</param>
    /// <returns>A task that ends with the timer.</returns>
    public virtual Task DelayAsync(DelayAsyncInput input) => Next.DelayAsync(input);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TResult">The result; <see cref="ValueTuple"/> for none.</typeparam>
    /// <param name="input">The activity.</param>
    /// <returns>The result.</returns>
    public virtual Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
        Next.ScheduleActivityAsync<TResult>(input);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TResult">The result; <see cref="ValueTuple"/> for none.</typeparam>
    /// <param name="input">The activity.</param>
    /// <returns>The result.</returns>
    public virtual Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        Next.ScheduleLocalActivityAsync<TResult>(input);

    /// <summary>Signals a child.</summary>
    /// <param name="input">The signal.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public virtual Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
        Next.SignalChildWorkflowAsync(input);

    /// <summary>Signals another workflow.</summary>
    /// <param name="input">The signal.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public virtual Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        Next.SignalExternalWorkflowAsync(input);

    /// <summary>Starts a child workflow.</summary>
    /// <typeparam name="TWorkflow">The workflow's type; <see cref="ValueTuple"/> when unknown.</typeparam>
    /// <typeparam name="TResult">The result; <see cref="ValueTuple"/> when none or unknown.</typeparam>
    /// <param name="input">The child.</param>
    /// <returns>The handle, once the child has started.</returns>
    public virtual Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input) => Next.StartChildWorkflowAsync<TWorkflow, TResult>(input);
}
