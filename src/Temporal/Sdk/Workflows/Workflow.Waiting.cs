namespace Temporalio.Workflows;

public static partial class Workflow
{
    /// <summary>Waits on a durable timer.</summary>
    /// <param name="millisecondsDelay">The wait; below 1 counts as 1, -1 never ends.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>A task that ends with the timer.</returns>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits on a durable timer.</summary>
    /// <param name="delay">The wait; below 1 ms counts as 1 ms, <see cref="Timeout.InfiniteTimeSpan"/> never
    /// ends.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>A task that ends with the timer.</returns>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Context.Outbound.DelayAsync(new(delay, cancellationToken, null));

    /// <summary>Waits on a durable timer.</summary>
    /// <param name="options">The timer.</param>
    /// <returns>A task that ends with the timer.</returns>
    public static Task DelayWithOptionsAsync(DelayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Context.Outbound.DelayAsync(new(options.Delay, options.CancellationToken, options.Summary));
    }

    /// <summary>Starts a function on the workflow's scheduler; the deterministic Task.Run.</summary>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">The token that keeps it from starting. Default: the workflow's.</param>
    /// <returns>A task that ends with the function.</returns>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) =>
        Context.StartTask(
            async () =>
            {
                await function().ConfigureAwait(true);
                return true;
            },
            cancellationToken);

    /// <summary>Starts a function on the workflow's scheduler; the deterministic Task.Run.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">The token that keeps it from starting. Default: the workflow's.</param>
    /// <returns>The function's result.</returns>
    public static Task<TResult> RunTaskAsync<TResult>(
        Func<Task<TResult>> function, CancellationToken? cancellationToken = null) =>
        Context.StartTask(function, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="conditionCheck">The condition: without side effects, checked after every step of the
    /// workflow.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>A task that ends when the condition holds.</returns>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        Context.WaitConditionAsync(new(conditionCheck, null, null, cancellationToken));

    /// <summary>Waits until a condition holds or a time has passed.</summary>
    /// <param name="conditionCheck">The condition: without side effects, checked after every step of the
    /// workflow.</param>
    /// <param name="timeoutMilliseconds">The longest wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>Waits until a condition holds or a time has passed.</summary>
    /// <param name="conditionCheck">The condition: without side effects, checked after every step of the
    /// workflow.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">The token that ends the wait. Default: the workflow's.</param>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        Context.WaitConditionAsync(new(conditionCheck, timeout, null, cancellationToken));

    /// <summary>Waits until a condition holds or a time has passed.</summary>
    /// <param name="options">The wait.</param>
    /// <returns>Whether the condition held in time; always true without a timeout.</returns>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Context.WaitConditionAsync(options);
    }

    /// <summary>Waits for all tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>A task that ends with the last.</returns>
    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>A task that ends with the last.</returns>
    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks.</summary>
    /// <typeparam name="TResult">The results' type.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The results, in the order of the tasks.</returns>
    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all tasks.</summary>
    /// <typeparam name="TResult">The results' type.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The results, in the order of the tasks.</returns>
    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for the first task; Task.WhenAny can pick another one on replay, this does not.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that ended first.</returns>
    public static Task<Task> WhenAnyAsync(params Task[] tasks) => WhenAnyOf(tasks);

    /// <summary>Waits for the first task; Task.WhenAny can pick another one on replay, this does not.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that ended first.</returns>
    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => WhenAnyOf([.. tasks]);

    /// <summary>Waits for the first task; Task.WhenAny can pick another one on replay, this does not.</summary>
    /// <typeparam name="TResult">The results' type.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that ended first.</returns>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) => WhenAnyOf(tasks);

    /// <summary>Waits for the first task; Task.WhenAny can pick another one on replay, this does not.</summary>
    /// <typeparam name="TResult">The results' type.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that ended first.</returns>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) => WhenAnyOf([.. tasks]);

    // Task.WhenAny looks at two tasks in one way and at more in others, some of which leave the scheduler. This one
    // only
    // continues on the workflow's own, in the order of the array.
    private static async Task<T> WhenAnyOf<T>(T[] tasks)
        where T : Task
    {
        if (tasks.Length == 0)
            throw new ArgumentException("At least one task is needed.", nameof(tasks));
        foreach (var task in tasks)
        {
            if (task.IsCompleted)
                return task;
        }
        var first = new TaskCompletionSource<T>();
        var scheduler = TaskScheduler.Current;
        foreach (var task in tasks)
        {
            _ = task.ContinueWith(
                static (ended, source) => ((TaskCompletionSource<T>)source!).TrySetResult((T)ended),
                first,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                scheduler);
        }
        return await first.Task.ConfigureAwait(true);
    }
}
