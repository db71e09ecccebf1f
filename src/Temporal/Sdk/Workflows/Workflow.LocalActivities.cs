using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<TResult>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteLocalActivityAsync(
        Expression<Action> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<TResult>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<TResult>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteLocalActivityAsync(
        Expression<Func<Task>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<TResult>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TActivityInstance">The type that has the activity.</typeparam>
    /// <param name="activityCall">A call of the activity's method; only its name and arguments are used.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options) =>
        RunLocalActivity<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity by name and drops its result.</summary>
    /// <param name="activity">The activity type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>A task that ends with the activity.</returns>
    public static Task ExecuteLocalActivityAsync(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.Outbound.ScheduleLocalActivityAsync<ValueTuple>(new(activity, args, options, null));

    /// <summary>Runs a local activity by name.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="activity">The activity type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <returns>The activity's result.</returns>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.Outbound.ScheduleLocalActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> RunLocalActivity<TResult>(LambdaExpression lambda, LocalActivityOptions options)
    {
        var call = CallExpression.Extract(lambda);
        var context = Context;
        return context.Outbound.ScheduleLocalActivityAsync<TResult>(
            new(context.Names.Activity(call.Method), call.Args, options, null));
    }
}
