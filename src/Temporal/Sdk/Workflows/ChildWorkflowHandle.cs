using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A started child workflow.</summary>
public abstract class ChildWorkflowHandle
{
    /// <summary>Gets the child's workflow id.</summary>
    public abstract string Id { get; }

    /// <summary>Gets the run id of the child's first run.</summary>
    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits for the child and drops its result.</summary>
    /// <returns>A task that ends with the child.</returns>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child failed, was cancelled, timed
    /// out.</exception>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    /// <summary>Waits for the child.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The child's result.</returns>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child failed, was cancelled, timed
    /// out.</exception>
    public abstract Task<TResult> GetResultAsync<TResult>();

    /// <summary>Signals the child.</summary>
    /// <typeparam name="TWorkflow">The child's type.</typeparam>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var call = CallExpression.Extract(signalCall);
        return SignalAsync(Workflow.Context.Names.Signal(call.Method), call.Args, options);
    }

    /// <summary>Signals the child.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends when the signal is delivered.</returns>
    public abstract Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}
