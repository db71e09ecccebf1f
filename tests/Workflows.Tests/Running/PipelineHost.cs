using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Worker;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>A service and a worker for one test.</summary>
/// <remarks>The service is embedded, or the one at the address in PIPELINES_TEST_ADDRESS (host:port).</remarks>
internal sealed class PipelineHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly EmbeddedTemporal? _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporalWorker _worker;
    private readonly Task _working;

    private PipelineHost(DirectoryInfo folder, EmbeddedTemporal? service, ITemporalClient client, FakeActivities activities)
    {
        (_folder, _service, Client, Activities) = (folder, service, client, activities);
        var options = new TemporalWorkerOptions(Queue) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(20) };
        options.AddWorkflow<PipelineWorkflow>().AddWorkflow<ChunkWorkflow>().AddAllActivities(activities);
        _worker = new TemporalWorker(client, options);
        _working = _worker.ExecuteAsync(_stop.Token);
    }

    public string Queue { get; } = $"pipelines-{Guid.NewGuid():N}";

    public ITemporalClient Client { get; }

    public FakeActivities Activities { get; }

    public static async Task<PipelineHost> StartAsync(FakeActivities? activities = null)
    {
        var folder = Directory.CreateTempSubdirectory("pipelines-workflows-");
        var fakes = activities ?? new FakeActivities();
        var cancel = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("PIPELINES_TEST_ADDRESS") is { Length: > 0 } address)
        {
            // The identity stands in recorded histories, where the name of a machine has no place.
            var remote = await TemporalClient.ConnectAsync(
                new TemporalClientConnectOptions(address)
                {
                    DataConverter = PipelineDataConverter.Create(),
                    Identity = "recorder",
                });
            return new PipelineHost(folder, null, remote, fakes);
        }

        var service = await EmbeddedTemporal.StartAsync(
            new EmbeddedTemporalOptions { StateDirectory = folder.FullName, DataConverter = PipelineDataConverter.Create() }, cancel);
        return new PipelineHost(folder, service, await service.ConnectAsync(), fakes);
    }

    public Task<WorkflowHandle<PipelineWorkflow, PipelineResult>> StartAsync(
        PipelineDefinition definition, params (string Name, object? Value)[] parameters) =>
        StartAsync(definition.Run(parameters));

    public async Task<WorkflowHandle<PipelineWorkflow, PipelineResult>> StartAsync(PipelineRun run)
    {
        var id = $"run-{Guid.NewGuid():N}";
        run = run with { Context = run.Context with { ExecutionId = id } };
        return await Client.StartWorkflowAsync(
            (PipelineWorkflow workflow) => workflow.RunAsync(run), new WorkflowOptions(id, Queue));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _working;
        }
        catch (OperationCanceledException)
        {
            // That is how a worker ends.
        }

        _worker.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }
}
