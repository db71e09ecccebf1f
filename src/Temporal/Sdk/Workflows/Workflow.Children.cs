using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    /// <summary>Starts a child workflow.</summary>
    /// <typeparam name="TWorkflow">The child's type.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="workflowRunCall">A call of the child's run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>The handle, once the child has started.</returns>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        StartChild<TWorkflow, TResult>(workflowRunCall, options);

    /// <summary>Starts a child workflow without a result.</summary>
    /// <typeparam name="TWorkflow">The child's type.</typeparam>
    /// <param name="workflowRunCall">A call of the child's run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>The handle, once the child has started.</returns>
    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await StartChild<TWorkflow, ValueTuple>(workflowRunCall, options).ConfigureAwait(true);

    /// <summary>Starts a child workflow by its type's name.</summary>
    /// <param name="workflow">The workflow type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>The handle, once the child has started.</returns>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await StartChild<ValueTuple, ValueTuple>(workflow, args, options).ConfigureAwait(true);

    /// <summary>Runs a child workflow.</summary>
    /// <typeparam name="TWorkflow">The child's type.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="workflowRunCall">A call of the child's run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>The child's result.</returns>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var child = await StartChild<TWorkflow, TResult>(workflowRunCall, options).ConfigureAwait(true);
        return await child.GetResultAsync<TResult>().ConfigureAwait(true);
    }

    /// <summary>Runs a child workflow without a result.</summary>
    /// <typeparam name="TWorkflow">The child's type.</typeparam>
    /// <param name="workflowRunCall">A call of the child's run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the child.</returns>
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var child = await StartChild<TWorkflow, ValueTuple>(workflowRunCall, options).ConfigureAwait(true);
        await child.GetResultAsync<ValueTuple>().ConfigureAwait(true);
    }

    /// <summary>Runs a child workflow by its type's name and drops its result.</summary>
    /// <param name="workflow">The workflow type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the child.</returns>
    public static Task ExecuteChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        ExecuteChildWorkflowAsync<ValueTuple>(workflow, args, options);

    /// <summary>Runs a child workflow by its type's name.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="workflow">The workflow type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>The child's result.</returns>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var child = await StartChild<ValueTuple, TResult>(workflow, args, options).ConfigureAwait(true);
        return await child.GetResultAsync<TResult>().ConfigureAwait(true);
    }

    /// <summary>Makes the exception that ends the run and starts the next one; throw it.</summary>
    /// <typeparam name="TWorkflow">The workflow's type.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="workflowRunCall">A call of the run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAsNew(workflowRunCall, options);

    /// <summary>Makes the exception that ends the run and starts the next one; throw it.</summary>
    /// <typeparam name="TWorkflow">The workflow's type.</typeparam>
    /// <param name="workflowRunCall">A call of the run method.</param>
    /// <param name="options">The options.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAsNew(workflowRunCall, options);

    /// <summary>Makes the exception that ends the run and starts the next one; throw it.</summary>
    /// <param name="workflow">The workflow type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        Context.Outbound.CreateContinueAsNewException(new(workflow, args, options, null));

    private static ContinueAsNewException ContinueAsNew(LambdaExpression lambda, ContinueAsNewOptions? options)
    {
        var call = CallExpression.Extract(lambda);
        return CreateContinueAsNewException(Context.Names.Workflow(call.Method), call.Args, options);
    }

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChild<TWorkflow, TResult>(
        LambdaExpression lambda, ChildWorkflowOptions? options)
    {
        var call = CallExpression.Extract(lambda);
        return StartChild<TWorkflow, TResult>(Context.Names.Workflow(call.Method), call.Args, options);
    }

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChild<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options) =>
        Context.Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(new(workflow, args, options ?? new(), null));
}
