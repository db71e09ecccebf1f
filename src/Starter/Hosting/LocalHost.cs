using System.Text.Json;
using Pipelines.Activities;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Executions;
using Pipelines.Workflows;
using Temporalio.Embedded;

namespace Pipelines.Starter.Hosting;

/// <summary>The whole system in this process: the embedded service on a state directory, and workers for it.</summary>
/// <remarks>Two hosts in one process share nothing. Ending the process at any moment loses nothing that was
/// acknowledged.</remarks>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    private readonly EmbeddedTemporal _service;
    private readonly StepWorkers _workers;
    private readonly LocalHostOptions _options;

    private LocalHost(EmbeddedTemporal service, StepWorkers workers, LocalActivities local, ExecutionClient executions,
        LocalHostOptions options)
    {
        _service = service;
        _workers = workers;
        _options = options;
        Local = local;
        Executions = executions;
        Started = options.Time.GetUtcNow();
    }

    /// <summary>When the host began to serve.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>
    /// Ends, with the reason, when what happens can no longer be stored: the disk is full, for instance.
    /// </summary>
    public Task<Exception> Failed => _service.Failed;

    /// <summary>The executions of this host.</summary>
    public ExecutionClient Executions { get; }

    /// <summary>Artifacts, models and files below the state directory.</summary>
    public LocalActivities Local { get; }

    /// <summary>Starts service and workers; open executions go on at once.</summary>
    /// <exception cref="Temporalio.Service.StateDirectoryInUseException">Another host holds the state
    /// directory.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancel)
    {
        var layout = new StateLayout(options.StateDirectory);
        layout.Prepare();
        var service = await EmbeddedTemporal.StartAsync(
            new EmbeddedTemporalOptions
            {
                StateDirectory = layout.Root,
                TimeProvider = options.Time,
                LoggerFactory = options.Logs,
                DataConverter = PipelineDataConverter.Create(),
                Endpoint = options.Shared ? EmbeddedEndpoint.SocketIn(layout.Root) : EmbeddedEndpoint.None,
            },
            cancel).ConfigureAwait(false);
        var client = await service.ConnectAsync().ConfigureAwait(false);
        var local = LocalActivities.Create(new LocalActivitiesOptions(layout.Root)
        {
            Components = options.Components,
            Time = options.Time,

            // The service goes with the process: what is cut off is lost, not failed, and runs again.
            Jobs = new JobOptions { LeaveOpenOnShutdown = true },
        });
        var workers = new StepWorkers(
            client, options.Work == SessionWork.Everything ? local : null, options.MaximumSteps, options.Logs);
        if (options.Work != SessionWork.Nothing) workers.Serve(options.Queue);
        var host = new LocalHost(service, workers, local, new ExecutionClient(client, options.Time), options);
        if (options.Work == SessionWork.Everything)
        {
            await host.ServeQueuesOfOpenExecutionsAsync(cancel).ConfigureAwait(false);
            local.Artifacts.RemoveLeftovers(options.Time.GetUtcNow() - LeftoverAge);
        }

        return host;
    }

    /// <summary>Starts an execution with no parameters of its own.</summary>
    public Task StartAsync(PipelineDefinition definition, string id, CancellationToken cancel) => StartAsync(
        new PipelineRun
        {
            Definition = definition,
            Context = new PipelineContext { Pipeline = definition.Name, Version = definition.Digest, ExecutionId = id },
            Parameters = definition.Parameters.Where(parameter => parameter.Default is not null)
                .ToDictionary(parameter => parameter.Name, parameter => parameter.Default!.Value),
        },
        cancel);

    /// <summary>Starts an execution; returns once that is durable.</summary>
    public Task StartAsync(PipelineRun run, CancellationToken cancel)
    {
        Serve(run.Definition);
        return Executions.StartAsync(run, _options.Queue, cancel);
    }

    /// <summary>Makes sure that a worker of this host serves every queue that a step names.</summary>
    public void Serve(PipelineDefinition definition)
    {
        if (_options.Work == SessionWork.Everything) _workers.Serve(_options.Queue, definition);
    }

    /// <summary>Removes an execution: history, logs and job folders. An open one is terminated first.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancel)
    {
        await Executions.DeleteAsync(id, cancel).ConfigureAwait(false);
        Local.Layout.DeleteExecution(id);
    }

    /// <summary>
    /// Stops the service first, so that steps cut off count as lost, not as failed; they run again when a host is
    /// started anew.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync().ConfigureAwait(false);
        await _workers.DisposeAsync().ConfigureAwait(false);
        Local.Dispose();
    }

    private async Task ServeQueuesOfOpenExecutionsAsync(CancellationToken cancel)
    {
        await foreach (var execution in Executions.ListAsync("Running", 0, cancel).ConfigureAwait(false))
        {
            if (await Executions.StartedWithAsync(execution.Id, cancel).ConfigureAwait(false) is { } run)
                Serve(run.Definition);
        }
    }
}
