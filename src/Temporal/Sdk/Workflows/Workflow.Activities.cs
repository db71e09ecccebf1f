using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        RunActivity<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteActivityAsync(
        Expression<Action> activityCall, ActivityOptions options) =>
        RunActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        RunActivity<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        RunActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        RunActivity<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteActivityAsync(
        Expression<Func<Task>> activityCall, ActivityOptions options) =>
        RunActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        RunActivity<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        RunActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity by name and drops its result.</summary>
    /// <param name="activity">The activity type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteActivityAsync(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.Outbound.ScheduleActivityAsync<ValueTuple>(new(activity, args, options, null));

    /// <summary>Runs an activity by name.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activity">The activity type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.Outbound.ScheduleActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> RunActivity<TResult>(LambdaExpression lambda, ActivityOptions options)
    {
        var call = CallExpression.Extract(lambda);
        var context = Context;
        return context.Outbound.ScheduleActivityAsync<TResult>(
            new(context.Names.Activity(call.Method), call.Args, options, null));
    }
}
