using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Service.Engine;
using Temporalio.Service.Frontend;
using Temporalio.Service.Grpc;
using Temporalio.Service.Matching;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Schedules;
using Temporalio.Service.Store;
using Temporalio.Service.Timers;

namespace Temporalio.Service;

/// <summary>A Temporal-compatible service in this process. Instances share nothing.</summary>
public sealed class TemporalService : IAsyncDisposable
{
    private readonly TemporalServiceOptions _options;
    private readonly StateDirectory? _directory;
    private readonly IStore _store;
    private readonly GroupCommit _commit;
    private readonly TimerHeap _timers;
    private readonly RunEngine _engine;
    private readonly Retention _retention;
    private readonly ScheduleEngine _schedules;
    private readonly QueueConfigs _configs;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<GrpcEndpoint> _endpoints = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    private TemporalService(TemporalServiceOptions options, StateDirectory? directory, IStore store)
    {
        var skipping = options.TimeSkipping ? new SkippingClock() : null;
        if (skipping is not null)
            options = options with { TimeProvider = skipping, CallTimeProvider = TimeProvider.System };
        (_options, _directory, _store) = (options, directory, store);
        var log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<TemporalService>();
        _commit = new GroupCommit(store, OnStoreFailed, options.OnCrashPoint);
        _timers = new TimerHeap(options.TimeProvider);
        Namespaces = new NamespaceRegistry(store, _commit);
        _engine = new RunEngine(
            store, _commit, _timers, Namespaces, options.TimeProvider, log, options.CallTimeProvider);
        _retention = new Retention(_engine, Namespaces, store, _timers, log);
        _schedules = new ScheduleEngine(_engine, store, _commit, _timers, log);
        _configs = new QueueConfigs(store, _commit, _engine.Rates);
        var context = new FrontendContext(_engine, Namespaces, options.Retention, _stopping.Token);
        Frontend = new ServiceFrontend(context, _schedules, _configs, store, _commit, log);
        _retention.WhenSwept = Frontend.Batches.ForgetAsync;
        if (skipping is not null) Frontend.Serve(new TimeSkipping(skipping, Rest, _stopping.Token));
    }

    /// <summary>The service as calls on messages.</summary>
    public ServiceFrontend Frontend { get; }

    /// <summary>
    /// Ends, with the reason, when the state can no longer be stored. The service answers UNAVAILABLE from then on; a
    /// new one on
    /// the same directory takes up from what is on disk.
    /// </summary>
    public Task<Exception> Failed => _failed.Task;

    internal NamespaceRegistry Namespaces { get; }

    /// <summary>Returns what the service does now, and when it acts next by itself.</summary>
    internal ServiceRest Rest() => ServiceRest.Of(_engine, _timers.NextBut(_retention));

    /// <summary>Starts a service and takes up what its state directory holds.</summary>
    /// <param name="options">Where the state is kept, the clock, the namespaces.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <exception cref="StateDirectoryInUseException">Another service has the directory.</exception>
    public static async Task<TemporalService> StartAsync(
        TemporalServiceOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var directory = options.StateDirectory is { } path
            ? StateDirectory.Take(path, options.TimeProvider.GetUtcNow())
            : null;
        IStore? store = null;
        try
        {
            store = directory is null
                ? new MemoryStore()
                : SqliteStore.Open(directory.Database, options.OnCrashPoint, options.SqliteVfs);
            var service = new TemporalService(options, directory, store);
            try
            {
                await service.TakeUpAsync(cancel).ConfigureAwait(false);
                return service;
            }
            catch
            {
                (store, directory) = (null, null);
                await service.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            store?.Dispose();
            directory?.Dispose();
            throw;
        }
    }

    /// <summary>Lets others reach the service over gRPC on the loopback address.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The endpoint; it stops with the service.</returns>
    public Task<GrpcEndpoint> ListenAsync(int port = 0, CancellationToken cancel = default) =>
        ListenAsync(new GrpcEndpointOptions { Port = port }, cancel);

    /// <summary>Lets others reach the service over gRPC.</summary>
    /// <param name="endpoint">Where, and whom it answers.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The endpoint; it stops with the service.</returns>
    /// <exception cref="ExposedEndpointException">Others would reach it without protection.</exception>
    /// <exception cref="IOException">The address or the port cannot be had.</exception>
    public async Task<GrpcEndpoint> ListenAsync(GrpcEndpointOptions endpoint, CancellationToken cancel = default) =>
        Keep(await GrpcEndpoint.ListenTcpAsync(Frontend, endpoint, _options.LoggerFactory, cancel)
            .ConfigureAwait(false));

    /// <summary>Lets others reach the service over gRPC on a Unix domain socket that only its owner can use.</summary>
    /// <param name="socketPath">The socket's file.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The endpoint; it stops with the service.</returns>
    public async Task<GrpcEndpoint> ListenUnixAsync(string socketPath, CancellationToken cancel = default) =>
        Keep(await GrpcEndpoint.ListenUnixAsync(
            Frontend, socketPath, _options.LoggerFactory, cancel).ConfigureAwait(false));

    /// <summary>Ends all polls at once, stores what is queued, and gives the state directory back.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
        }

        Frontend.Stop();
        await _stopping.CancelAsync().ConfigureAwait(false);
        _engine.Queues.Stop();
        foreach (var endpoint in _endpoints) await endpoint.DisposeAsync().ConfigureAwait(false);
        _timers.Dispose();
        _commit.Dispose();
        _store.Dispose();
        _directory?.Dispose();
        _stopping.Dispose();
    }

    private async Task TakeUpAsync(CancellationToken cancel)
    {
        foreach (var name in _options.Namespaces.Where(name => !Namespaces.Has(name)))
        {
            var id = Guid.Parse(_engine.Ids.NewRunId());
            await Namespaces.AddAsync(name, "", "", new Dictionary<string, string>(), _options.Retention, id)
                .WaitAsync(cancel).ConfigureAwait(false);
        }

        foreach (
            var run in _engine.Runs.LoadUnsettled(name => _engine.FindNamespace(name)?.Id ?? "")) _engine.Recover(run);
        _configs.TakeUp();
        _schedules.TakeUp();
        Frontend.Batches.TakeUp();
        _retention.Start();
    }

    private GrpcEndpoint Keep(GrpcEndpoint endpoint)
    {
        lock (_lock) _endpoints.Add(endpoint);
        _directory?.Name(new StateHolder(Environment.ProcessId, _options.TimeProvider.GetUtcNow(), endpoint.Address));
        return endpoint;
    }

    private void OnStoreFailed(Exception failure)
    {
        // First: whoever wakes up now must not be answered from memory.
        Frontend.Fail(failure);
        _failed.TrySetResult(failure);
        _engine.Queues.Stop();

        // Elsewhere: what this ends runs on, and the writer has others to tell.
        ThreadPool.UnsafeQueueUserWorkItem(static stopping => StopWaiting(stopping), _stopping, preferLocal: false);
    }

    private static void StopWaiting(CancellationTokenSource stopping)
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The service was stopped meanwhile, and with it everybody who waits.
        }
    }
}
