using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>Another workflow of a known type.</summary>
/// <typeparam name="TWorkflow">The workflow's type.</typeparam>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    /// <summary>Signals the workflow.</summary>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public Task SignalAsync(
        Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
