using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Activities;
using Temporalio.Worker.Polling;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Worker;

/// <summary>Runs workflows and activities of a task queue. Executes once.</summary>
public class TemporalWorker : IDisposable
{
    private static readonly TimeSpan PollEndPatience = TimeSpan.FromSeconds(5);

    private readonly WorkerScope _scope;
    private readonly WorkerSlots _slots;
    private readonly ILogger _logger;
    private readonly ITemporalWorkerPlugin[] _plugins;
    private readonly CancellationTokenSource _workerShutdown = new();
    private readonly CancellationTokenSource _localsEnd = new();
    private readonly ActivityWorker? _activities;
    private readonly ActivityTable _activityTable;
    private readonly LocalActivityExecutor _localActivities;
    private readonly WorkflowWorker? _workflows;
    private IWorkerClient _client;
    private int _executed;

    /// <summary>Initializes a new instance of the <see cref="TemporalWorker"/> class. No call is made yet.</summary>
    /// <param name="client">The client; an <see cref="Client.ITemporalClient"/>.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The options do not allow a worker.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        Options = (TemporalWorkerOptions)options.Clone();
        _plugins = [.. (client.Options.Plugins ?? []).OfType<ITemporalWorkerPlugin>(), .. options.Plugins ?? []];
        foreach (var plugin in _plugins)
        {
            plugin.ConfigureWorker(Options);
        }

        if (string.IsNullOrEmpty(Options.TaskQueue))
        {
            throw new ArgumentException("TaskQueue is not set; a worker needs one.", nameof(options));
        }

        if (Options.Activities.Count == 0 && Options.Workflows.Count == 0)
        {
            throw new ArgumentException("A worker needs at least one workflow or activity.", nameof(options));
        }

        _client = client;
        _scope = new(client, Options, Guid.NewGuid().ToString("N"));
        _slots = WorkerSlots.Of(Options);
        _logger = _scope.LoggerFactory.CreateLogger<TemporalWorker>();
        _activityTable = new(Options.Activities);
        var runner = new ActivityRunner(_activityTable, _scope.Interceptors);
        _localActivities = new(
            _scope, runner, _slots.LocalActivities, _workerShutdown.Token, _localsEnd.Token);
        _activities = Options.Activities.Count == 0 || Options.LocalActivityWorkerOnly
            ? null
            : new(_scope, runner, _slots.Activities, _workerShutdown.Token);
        _workflows = Options.Workflows.Count == 0
            ? null
            : new(_scope, NewHandler(), EagerlyStarts ? _activities : null, _slots.WorkflowTasks);
    }

    /// <summary>Gets the options; not to be changed.</summary>
    public TemporalWorkerOptions Options { get; }

    /// <summary>Gets or sets the client. A new one of the same namespace is used from the next call on.</summary>
    public IWorkerClient Client
    {
        get => _client;
        set
        {
            _scope.Replace(value);
            _client = value;
        }
    }

    /// <summary>Runs until the token is cancelled, and then ends in order.</summary>
    /// <param name="stoppingToken">Ends the worker.</param>
    /// <returns>A task that never succeeds: it is cancelled by the token, or fails.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The worker was executed before.</exception>
    public Task ExecuteAsync(CancellationToken stoppingToken) =>
        RunAsync(static token => Task.Delay(Timeout.Infinite, token), stoppingToken);

    /// <summary>Runs until a function is done, or the token is cancelled, and then ends in order.</summary>
    /// <param name="untilComplete">The function.</param>
    /// <param name="stoppingToken">Ends the worker before the function does.</param>
    /// <returns>A task for the end.</returns>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default)
    {
        ArgumentNullException.ThrowIfNull(untilComplete);
        return RunAsync(_ => untilComplete(), stoppingToken);
    }

    /// <summary>Runs until a function is done, or the token is cancelled, and then ends in order.</summary>
    /// <typeparam name="TResult">Type of the function's result.</typeparam>
    /// <param name="untilComplete">The function.</param>
    /// <param name="stoppingToken">Ends the worker before the function does.</param>
    /// <returns>The function's result.</returns>
    public async Task<TResult> ExecuteAsync<TResult>(
        Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default)
    {
        ArgumentNullException.ThrowIfNull(untilComplete);
        var result = default(TResult);
        await RunAsync(
            async _ => result = await untilComplete().ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
        return result!;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the worker holds.</summary>
    /// <param name="disposing">Whether it is disposed of, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _workflows?.Dispose();
            _activities?.Dispose();
            _localActivities.Dispose();
            _localsEnd.Dispose();
            _workerShutdown.Dispose();
        }
    }

    // What goes around the queue is not in the queue's count: with a rate for it, all go through it.
    private bool EagerlyStarts => _activities != null && !Options.DisableEagerActivityExecution
        && Options.MaxTaskQueueActivitiesPerSecond is null or <= 0;

    private WorkflowTaskHandler NewHandler() => new(new()
    {
        Namespace = _scope.Namespace,
        TaskQueue = _scope.TaskQueue,
        Identity = _scope.Identity,
        Workflows = [.. Options.Workflows],
        StickyQueue = _scope.StickyQueue,
        StickyScheduleToStartTimeout = Options.StickyQueueScheduleToStartTimeout,
        MaxCachedWorkflows = Options.MaxCachedWorkflows,
        DataConverter = _scope.DataConverter,
        LoggerFactory = _scope.LoggerFactory,
        Interceptors =
        [
            .. _scope.Interceptors.Select(interceptor =>
                (Func<Interceptors.WorkflowInboundInterceptor, Interceptors.WorkflowInboundInterceptor>)
                    interceptor.InterceptWorkflow),
        ],
        FailureExceptionTypes = Options.WorkflowFailureExceptionTypes,
        StackTrace = Options.WorkflowStackTrace,
        DebugMode = Options.DebugMode,
        DisableSchedulerGuard = Options.DisableWorkflowTracingEventListener,
        PatchActivationCallback = Options.PatchActivationCallback,
        DisableEagerActivityExecution = !EagerlyStarts,
        TaskStarting = args => Options.OnWorkflowTaskStarting(this, args),
        TaskCompleted = args => Options.OnWorkflowTaskCompleted(this, args),
        Deployment = Options.DeploymentOptions?.ToProto(),
        DefaultVersioningBehavior = Options.DeploymentOptions?.DefaultVersioningBehavior ?? default,
        RunLocalActivity = Options.Activities.Count == 0 ? null : _localActivities.RunAsync,
        CheckLocalActivity = _activityTable.CheckLocal,
        Time = _scope.Time,
        MetricMeter = _scope.Meter(),
    });

    private Task RunAsync(Func<CancellationToken, Task> untilComplete, CancellationToken stoppingToken) =>
        _plugins.Reverse().Aggregate(
            (Func<TemporalWorker, CancellationToken, Task<bool>>)(async (_, token) =>
            {
                await RunWithoutPluginsAsync(untilComplete, token).ConfigureAwait(false);
                return true;
            }),
            (next, plugin) => (worker, token) => plugin.RunWorkerAsync(worker, next, token))(this, stoppingToken);

    private async Task RunWithoutPluginsAsync(
        Func<CancellationToken, Task> untilComplete, CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref _executed, 1) != 0)
        {
            throw new InvalidOperationException("The worker was executed before; it executes once.");
        }

        var endsPolls = await CheckNamespaceAsync(stoppingToken).ConfigureAwait(false);
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        Task[] loops =
        [
            .. _workflows?.StartPolls(_slots.WorkflowPolls, stop.Token, abort.Token) ?? [],
            .. _activities?.StartPolls(_slots.ActivityPolls, stop.Token, abort.Token) ?? [],
        ];
        var fatal = FirstFault(loops);
        using var stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var until = Started(untilComplete, stopWaiting.Token);
        var stopped = Task.Delay(Timeout.Infinite, stopWaiting.Token);
        var first = await Task.WhenAny(until, fatal, stopped).ConfigureAwait(false);
        await stopWaiting.CancelAsync().ConfigureAwait(false);

        await ShutdownAsync(Task.WhenAll(loops), stop, abort, endsPolls).ConfigureAwait(false);
        if (first == fatal)
        {
            await fatal.ConfigureAwait(false);
        }

        stoppingToken.ThrowIfCancellationRequested();
        await until.ConfigureAwait(false);
    }

    private static Task Started(Func<CancellationToken, Task> function, CancellationToken token)
    {
        try
        {
            return function(token);
        }
        catch (Exception fault)
        {
            return Task.FromException(fault); // the polls that run already must end first
        }
    }

    // Fails as soon as one poll loop does; never succeeds.
    private static Task FirstFault(IEnumerable<Task> loops)
    {
        var fault = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var loop in loops)
        {
            loop.ContinueWith(
                static (ended, state) => ((TaskCompletionSource)state!).TrySetException(ended.Exception!.InnerExceptions),
                fault,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return fault.Task;
    }

    /// <summary>
    /// Tells whether the service ends open polls when a worker shuts down, and takes the namespace's limits over.
    /// </summary>
    /// <exception cref="InvalidOperationException">The namespace is not there, or not for this client.</exception>
    private async Task<bool> CheckNamespaceAsync(CancellationToken cancel)
    {
        try
        {
            var answer = await _scope.Service.DescribeNamespaceAsync(
                new() { Namespace = _scope.Namespace }, new() { Retry = true, CancellationToken = cancel })
                .ConfigureAwait(false);
            _scope.PayloadLimits = Options.DisablePayloadErrorLimit
                ? PayloadLimits.None
                : PayloadLimits.Of(answer.NamespaceInfo?.Limits);
            return answer.NamespaceInfo?.Capabilities?.WorkerPollCompleteOnShutdown == true;
        }
        catch (RpcException refused) when (refused.Code is RpcException.StatusCode.NotFound
            or RpcException.StatusCode.InvalidArgument or RpcException.StatusCode.PermissionDenied
            or RpcException.StatusCode.Unauthenticated)
        {
            throw new InvalidOperationException(
                $"Worker validation failed: namespace '{_scope.Namespace}': {refused.Message}", refused);
        }
        catch (RpcException refused)
        {
            _logger.LogDebug(refused, "The namespace could not be described; polling tells.");
            return false;
        }
    }

    private async Task ShutdownAsync(
        Task polls, CancellationTokenSource stop, CancellationTokenSource abort, bool endsPolls)
    {
        _logger.LogDebug("Worker on {TaskQueue} stops.", _scope.TaskQueue);
        await stop.CancelAsync().ConfigureAwait(false);
        await _workerShutdown.CancelAsync().ConfigureAwait(false);

        // A poll that is cancelled while its answer is on the way loses a task: a service that can ends the polls itself.
        if (endsPolls)
        {
            await TellServiceAsync().ConfigureAwait(false);
            await Task.WhenAny(polls, Task.Delay(PollEndPatience, _scope.Time, CancellationToken.None))
                .ConfigureAwait(false);
        }

        await abort.CancelAsync().ConfigureAwait(false);
        await polls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!endsPolls)
        {
            await TellServiceAsync().ConfigureAwait(false);
        }

        var graceOver = Task.Delay(Options.GracefulShutdownTimeout, _scope.Time, CancellationToken.None);
        if (_workflows != null)
        {
            var drained = _workflows.DrainAsync();
            await Task.WhenAny(drained, graceOver).ConfigureAwait(false);
            await _localsEnd.CancelAsync().ConfigureAwait(false);
            await drained.ConfigureAwait(false);
        }

        if (_activities != null)
        {
            var drained = _activities.DrainAsync();
            await Task.WhenAny(drained, graceOver).ConfigureAwait(false);
            _activities.CancelAll();
            await drained.ConfigureAwait(false);
        }
    }

    private async Task TellServiceAsync()
    {
        var request = new Api.WorkflowService.V1.ShutdownWorkerRequest
        {
            Namespace = _scope.Namespace,
            StickyTaskQueue = _scope.StickyQueue ?? string.Empty,
            Identity = _scope.Identity,
            Reason = "graceful shutdown",
            WorkerInstanceKey = _scope.InstanceKey,
            TaskQueue = _scope.TaskQueue,
        };
        if (_workflows != null)
        {
            request.TaskQueueTypes.Add(TaskQueueType.Workflow);
        }

        if (_activities != null)
        {
            request.TaskQueueTypes.Add(TaskQueueType.Activity);
        }

        try
        {
            await _scope.Service.ShutdownWorkerAsync(request, new() { Timeout = PollEndPatience })
                .ConfigureAwait(false);
        }
        catch (RpcException refused)
        {
            _logger.LogDebug(refused, "The service was not told that the worker stops; its queues time out.");
        }
    }
}
