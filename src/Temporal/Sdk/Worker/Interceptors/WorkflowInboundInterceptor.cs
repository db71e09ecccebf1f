namespace Temporalio.Worker.Interceptors;

/// <summary>Sees every call into a workflow. What is not overridden goes to the next one.</summary>
public abstract class WorkflowInboundInterceptor
{
    private readonly WorkflowInboundInterceptor? _next;

    /// <summary>Initializes the interceptor in front of another one.</summary>
    /// <param name="next">The next one of the chain.</param>
    protected WorkflowInboundInterceptor(WorkflowInboundInterceptor next) => _next = next;

    private protected WorkflowInboundInterceptor()
    {
    }

    /// <summary>Gets the next one of the chain.</summary>
    protected WorkflowInboundInterceptor Next =>
        _next ?? throw new InvalidOperationException("The last interceptor of the chain has no next one.");

    /// <summary>Is called once per run, before anything else; wrap the outbound interceptor here.</summary>
    /// <param name="outbound">The outbound chain so far.</param>
    public virtual void Init(WorkflowOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs the workflow.</summary>
    /// <param name="input">The instance, its run method and the arguments.</param>
    /// <returns>The workflow's result; null when it has none.</returns>
    public virtual Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) => Next.ExecuteWorkflowAsync(input);

    /// <summary>Handles a signal.</summary>
    /// <param name="input">The signal.</param>
    /// <returns>A task that ends with the handler.</returns>
    public virtual Task HandleSignalAsync(HandleSignalInput input) => Next.HandleSignalAsync(input);

    /// <summary>Answers a query.</summary>
    /// <param name="input">The query.</param>
    /// <returns>The answer.</returns>
    public virtual object? HandleQuery(HandleQueryInput input) => Next.HandleQuery(input);

    /// <summary>Validates an update; an exception rejects it.</summary>
    /// <param name="input">The update.</param>
    public virtual void ValidateUpdate(HandleUpdateInput input) => Next.ValidateUpdate(input);

    /// <summary>Handles an accepted update.</summary>
    /// <param name="input">The update.</param>
    /// <returns>The update's result; null when it has none.</returns>
    public virtual Task<object?> HandleUpdateAsync(HandleUpdateInput input) => Next.HandleUpdateAsync(input);
}
