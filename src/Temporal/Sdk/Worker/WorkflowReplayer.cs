using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Temporalio.Common;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Worker;

/// <summary>Runs workflow code on recorded histories, without a service, to find out whether it still fits
/// them.</summary>
public class WorkflowReplayer
{
    /// <summary>Initializes a replayer.</summary>
    /// <param name="options">The options; they are copied.</param>
    /// <exception cref="ArgumentException">There is no workflow.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = (WorkflowReplayerOptions)options.Clone();
        foreach (var plugin in Options.Plugins ?? [])
            plugin.ConfigureReplayer(Options);
        if (Options.Workflows.Count == 0)
            throw new ArgumentException(
                "The replayer has no workflows; add at least one with AddWorkflow.", nameof(options));
    }

    /// <summary>Gets the options.</summary>
    public WorkflowReplayerOptions Options { get; }

    /// <summary>Replays a history.</summary>
    /// <param name="history">The history, from its first event.</param>
    /// <param name="throwOnReplayFailure">Whether to throw when the code does not fit.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>How the replay ended.</returns>
    /// <exception cref="Exceptions.InvalidWorkflowOperationException">The code does not fit, and exceptions were asked
    /// for.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return (await ReplayWorkflowsAsync([history], throwOnReplayFailure, cancellationToken).ConfigureAwait(false))
            .Single();
    }

    /// <summary>Replays histories, one after the other.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether to throw at the first one that the code does not fit.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>How each replay ended, in order.</returns>
    public Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken =
            default)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return (Options.Plugins ?? []).Reverse().Aggregate(
            (Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>>)(
                (_, token) => ReplayAllAsync(histories, throwOnReplayFailure, token)),
            (next, plugin) => (replayer, token) => plugin.ReplayWorkflowsAsync(replayer, next, token))(
                this, cancellationToken);
    }

    /// <summary>Replays histories as they come.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether to throw at the first one that the code does not fit.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>How each replay ended, in order.</returns>
    public IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return (Options.Plugins ?? []).Reverse().Aggregate(
            (Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>>)(
                _ => ReplayEachAsync(histories, throwOnReplayFailure, cancellationToken)),
            (next, plugin) => replayer => plugin.ReplayWorkflowsAsync(replayer, next, cancellationToken))(this);
    }

    private async Task<IEnumerable<WorkflowReplayResult>> ReplayAllAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure, CancellationToken cancel)
    {
        using var watch = Options.DebugMode ? null : new DeadlockWatch(TimeProvider.System);
        using var guard = Options.DisableWorkflowTracingEventListener ? null : new SchedulerGuard();
        var factory = NewFactory(watch);
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
            results.Add(await ReplayAsync(factory, history, throwOnReplayFailure, cancel).ConfigureAwait(false));
        return results;
    }

    private async IAsyncEnumerable<WorkflowReplayResult> ReplayEachAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = Options.DebugMode ? null : new DeadlockWatch(TimeProvider.System);
        using var guard = Options.DisableWorkflowTracingEventListener ? null : new SchedulerGuard();
        var factory = NewFactory(watch);
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return await ReplayAsync(factory, history, throwOnReplayFailure, cancellationToken)
                .ConfigureAwait(false);
    }

    private static async Task<WorkflowReplayResult> ReplayAsync(
        WorkflowRunFactory factory, WorkflowHistory history, bool throwOnReplayFailure, CancellationToken cancel)
    {
        // The code runs on a thread of the pool: one that blocks for good must not hold the caller.
        var result = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = ReplayAsync(state.factory, state.history, state.result), (factory, history, result),
                preferLocal: false);
        var failure = await result.Task.WaitAsync(cancel).ConfigureAwait(false);
        if (failure != null && throwOnReplayFailure)
            ExceptionDispatchInfo.Throw(failure);
        return new(history, failure);
    }

    private static async Task ReplayAsync(
        WorkflowRunFactory factory, WorkflowHistory history, TaskCompletionSource<Exception?> result)
    {
        try
        {
            var started = history.Events.FirstOrDefault()?.WorkflowExecutionStartedEventAttributes
                ?? throw new ArgumentException($"History {history.Id} does not begin with WorkflowExecutionStarted.");
            var run = new WorkflowRun(factory, history.Id, started.OriginalExecutionRunId, started.WorkflowType.Name);
            run.State.Feed(history.Events, null);
            await run.AdvanceAsync(failure => result.TrySetResult(failure)).ConfigureAwait(false);
            result.TrySetResult(null);
        }
        catch (Exception failure)
        {
            result.TrySetResult(failure);
        }
    }

    private WorkflowRunFactory NewFactory(DeadlockWatch? watch) => new(
        new()
        {
            Namespace = Options.Namespace,
            TaskQueue = Options.TaskQueue,
            Identity = Options.Identity ?? "replayer",
            Workflows = [.. Options.Workflows],
            DataConverter = Options.DataConverter,
            LoggerFactory = Options.LoggerFactory,
            FailureExceptionTypes = Options.WorkflowFailureExceptionTypes,
            DebugMode = Options.DebugMode,
            DisableSchedulerGuard = Options.DisableWorkflowTracingEventListener,
            Interceptors = [.. (Options.Interceptors ?? []).Select(
                interceptor => (Func<Interceptors.WorkflowInboundInterceptor,
                    Interceptors.WorkflowInboundInterceptor>)interceptor.InterceptWorkflow)],
            TaskStarting = args => Options.OnTaskStarting(this, args),
            TaskCompleted = args => Options.OnTaskCompleted(this, args),
        },
        watch);
}
