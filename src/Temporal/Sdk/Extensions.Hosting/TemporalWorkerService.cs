using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker for as long as the host runs.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly ITemporalClient? _existingClient;
    private readonly TemporalClientConnectOptions? _clientOptions;
    private readonly TemporalWorkerOptions _workerOptions;
    private readonly TemporalWorkerClientUpdater? _updater;

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="options">Options of the worker; client options are required.</param>
    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(
            (options ?? throw new ArgumentNullException(nameof(options))).ClientOptions
                ?? throw new ArgumentException("ClientOptions is not set.", nameof(options)),
            options) => _updater = options.WorkerClientUpdater;

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="clientOptions">Options of the client to make.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions) =>
        (_clientOptions, _workerOptions) = (clientOptions, workerOptions);

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="client">The client.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions) =>
        (_existingClient, _workerOptions) = (client, workerOptions);

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="serviceId">Which worker.</param>
    /// <param name="optionsMonitor">Has its options by name.</param>
    /// <param name="existingClient">The client, unless the options name one.</param>
    /// <param name="loggerFactory">What makes loggers.</param>
    [ActivatorUtilitiesConstructor]
    public TemporalWorkerService(
        TemporalWorkerServiceIdentifier serviceId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(serviceId);
        ArgumentNullException.ThrowIfNull(optionsMonitor);
        var options = (TemporalWorkerServiceOptions)optionsMonitor.Get(serviceId.OptionsName).Clone();
        if (options.TaskQueue != serviceId.TaskQueue)
        {
            throw new InvalidOperationException(
                $"The worker is registered for task queue '{serviceId.TaskQueue}', but its options say "
                    + $"'{options.TaskQueue}'.");
        }

        if (options.ClientOptions == null && existingClient == null)
        {
            throw new InvalidOperationException(
                $"The worker of task queue '{serviceId.TaskQueue}' has no client: call AddTemporalClient, or set "
                    + "ClientOptions.");
        }

        options.LoggerFactory ??= loggerFactory;
        _clientOptions = options.ClientOptions;
        if (_clientOptions != null && options.LoggerFactory != null)
        {
            _clientOptions.LoggerFactory = options.LoggerFactory;
        }

        _existingClient = _clientOptions == null ? existingClient : null;
        _workerOptions = options;
        _updater = options.WorkerClientUpdater;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var client = _existingClient
            ?? await TemporalClient.ConnectAsync(_clientOptions!).ConfigureAwait(false);
        await client.Connection.ConnectAsync().ConfigureAwait(false); // a lazy client connects here
        using var worker = new TemporalWorker(client, _workerOptions);
        _updater?.Add(worker);
        try
        {
            await worker.ExecuteAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            _updater?.Remove(worker);
        }
    }
}
