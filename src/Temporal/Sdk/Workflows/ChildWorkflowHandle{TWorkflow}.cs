using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A started child workflow of a known type.</summary>
/// <typeparam name="TWorkflow">The child's type.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    /// <summary>Signals the child.</summary>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public Task SignalAsync(
        Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
