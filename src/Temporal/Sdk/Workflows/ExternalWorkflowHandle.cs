using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Another workflow, which may or may not exist.</summary>
public abstract class ExternalWorkflowHandle
{
    /// <summary>Gets the workflow's id.</summary>
    public abstract string Id { get; }

    /// <summary>Gets the run; null for the current one.</summary>
    public abstract string? RunId { get; }

    /// <summary>Asks the workflow to cancel.</summary>
    /// <returns>A task that ends when the request is delivered.</returns>
    /// <exception cref="Exceptions.ApplicationFailureException">There is no such open workflow.</exception>
    public abstract Task CancelAsync();

    /// <summary>Signals the workflow.</summary>
    /// <typeparam name="TWorkflow">The workflow's type.</typeparam>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var call = CallExpression.Extract(signalCall);
        return SignalAsync(Workflow.Context.Names.Signal(call.Method), call.Args, options);
    }

    /// <summary>Signals the workflow.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public abstract Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);
}
