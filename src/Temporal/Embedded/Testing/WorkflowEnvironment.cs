#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Embedded.Testing;

namespace Temporalio.Testing;

/// <summary>A service to test workflows on, with a client of it. To be disposed of.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowEnvironment"/> class on a service of one's own.</summary>
    /// <param name="client">A client of the service, which lives on when the environment ends.</param>
    public WorkflowEnvironment(ITemporalClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Client = client;
    }

    /// <summary>Gets the client.</summary>
    public ITemporalClient Client { get; init; }

    /// <summary>Gets a value indicating whether the service's time skips ahead while nothing runs.</summary>
    public virtual bool SupportsTimeSkipping => false;

    /// <summary>Gets the environment's logger.</summary>
    protected ILogger<WorkflowEnvironment> Logger => Client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();

    /// <summary>Starts a service in this process that keeps nothing when it ends.</summary>
    /// <param name="options">What the client is like; null for the defaults.</param>
    /// <returns>The environment.</returns>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null) =>
        await EmbeddedWorkflowEnvironment.StartAsync(options ?? new()).ConfigureAwait(false);

    /// <summary>
    /// Starts a service in this process whose time skips: while a client waits for a result and nothing is at work, it
    /// goes straight to the next timer.
    /// </summary>
    /// <param name="options">What the client is like; null for the defaults.</param>
    /// <returns>The environment. Each has a time of its own.</returns>
    /// <remarks>An activity that runs keeps time from skipping, and so does a task that a worker could take.</remarks>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(
        WorkflowEnvironmentStartTimeSkippingOptions? options = null) =>
        await TimeSkippingEnvironment.StartAsync(options ?? new()).ConfigureAwait(false);

    /// <summary>Connects to the service that the user's configuration names, which lives on.</summary>
    /// <param name="profileLoadOptions">Which profile; null for the default one.</param>
    /// <returns>The environment.</returns>
    public static async Task<WorkflowEnvironment> CreateFromEnvConfigAsync(
        ClientEnvConfig.ProfileLoadOptions? profileLoadOptions = null) => new(
            await TemporalClient.ConnectAsync(ClientEnvConfig.LoadClientConnectOptions(profileLoadOptions))
                .ConfigureAwait(false));

    /// <summary>Waits, or skips the time where that is supported.</summary>
    /// <param name="millisecondsDelay">How long, in milliseconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task for the end.</returns>
    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits, or skips the time where that is supported.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task for the end.</returns>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, TimeProvider.System, cancellationToken ?? CancellationToken.None);

    /// <summary>Returns what the service takes for now.</summary>
    /// <returns>The time, in UTC.</returns>
    public virtual Task<DateTime> GetCurrentTimeAsync() =>
        Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Calls a function while time does not skip.</summary>
    /// <param name="func">The function.</param>
    public void WithAutoTimeSkippingDisabled(Action func)
    {
        ArgumentNullException.ThrowIfNull(func);
        WithAutoTimeSkippingDisabled(() =>
        {
            func();
            return true;
        });
    }

    /// <summary>Calls a function while time does not skip.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">The function.</param>
    /// <returns>Its result.</returns>
    public T WithAutoTimeSkippingDisabled<T>(Func<T> func) =>
        WithAutoTimeSkippingDisabledAsync(() => Task.FromResult(func())).GetAwaiter().GetResult();

    /// <summary>Calls a function while time does not skip.</summary>
    /// <param name="func">The function.</param>
    /// <returns>A task for its end.</returns>
    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) => WithAutoTimeSkippingDisabledAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return true;
    });

    /// <summary>Calls a function while time does not skip.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">The function.</param>
    /// <returns>Its result.</returns>
    public virtual Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return func();
    }

    /// <summary>Ends the service, if the environment started it.</summary>
    /// <returns>A task for the end.</returns>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    /// <summary>Ends the service, if the environment started it.</summary>
    /// <returns>A task for the end.</returns>
    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
#endif
