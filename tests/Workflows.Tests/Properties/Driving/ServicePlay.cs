using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Generation;
using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Worker;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>A service, its workers, and a clock that goes on when nothing else can.</summary>
internal sealed class ServicePlay : IAsyncDisposable
{
    // Programs that never end tell of themselves at every step; they would be taken for lost after 30 s.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(20);
    private const int FewEvents = 30;
    private const int MostIdleSteps = 1_000;

    private readonly ScriptedActivities _activities = new();
    private readonly string _queue = $"properties-{Guid.NewGuid():N}";
    private readonly EmbeddedTemporal? _service;
    private readonly SteppedClock? _clock;
    private readonly ITemporalClient _client;
    private readonly Interruptions _interruptions;
    private readonly RunningWorker _programs;
    private RunningWorker _workflows;

    private ServicePlay(EmbeddedTemporal? service, SteppedClock? clock, ITemporalClient client, Interruptions interruptions)
    {
        (_service, _clock, _client, _interruptions) = (service, clock, client, interruptions);
        _programs = new RunningWorker(client, new TemporalWorkerOptions(_queue)
        {
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(10),
            MaxConcurrentActivities = 5_000,
        }.AddAllActivities(_activities));
        _workflows = NewWorker();
    }

    /// <summary>Starts a service in this process.</summary>
    public static async Task<ServicePlay> StartAsync(Interruptions interruptions)
    {
        var clock = new SteppedClock();
        var service = await EmbeddedTemporal.StartAsync(
            new EmbeddedTemporalOptions { TimeProvider = clock, DataConverter = PipelineDataConverter.Create() },
            TestContext.Current.CancellationToken);
        return new ServicePlay(service, clock, await service.ConnectAsync(), interruptions);
    }

    /// <summary>Uses the server at an address, whose time goes by itself.</summary>
    public static async Task<ServicePlay> ConnectAsync(string address, Interruptions interruptions) => new(
        null,
        null,
        await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address) { DataConverter = PipelineDataConverter.Create() }),
        interruptions);

    /// <summary>Runs all at once, to their ends.</summary>
    public async Task<IReadOnlyList<Played>> PlayAsync(IEnumerable<RandomCase> cases)
    {
        var open = new List<ServiceRun>();
        foreach (var random in cases) open.Add(await StartAsync(random));
        var ended = new List<Played>();
        var (idle, seen) = (0, 0L);
        for (var step = 1; open.Count > 0; step++)
        {
            var now = open.Sum(run => run.Seen);
            (idle, seen) = now == seen ? (idle + 1, seen) : (0, now);
            if (idle > MostIdleSteps)
            {
                throw new InvalidOperationException($"These wait for what will never happen: {string.Join(", ", open)}.");
            }

            if (_interruptions == Interruptions.Restarts && step % 3 == 0) await RestartAsync();
            foreach (var run in open.ToList())
            {
                if (await run.SettleAsync(_clock?.GetUtcNow()) is not { } end) continue;
                ended.Add(end);
                open.Remove(run);
            }

            if (_clock is not null) _clock.Step(LongestStep);
            else if (open.Count > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _workflows.DisposeAsync();
        await _programs.DisposeAsync();
        if (_service is not null) await _service.DisposeAsync();
    }

    private async Task<ServiceRun> StartAsync(RandomCase random)
    {
        var id = $"seed-{random.Seed}-{Guid.NewGuid():N}";
        var run = random.Run with { Context = random.Run.Context with { ExecutionId = id } };
        if (_interruptions == Interruptions.Continuations) run = run with { Limits = new RunLimits { HistoryEvents = FewEvents } };
        var log = new CallLog(random.Script);
        _activities.Add(id, log);
        var handle = await _client.StartWorkflowAsync(
            (PipelineWorkflow workflow) => workflow.RunAsync(run), new WorkflowOptions(id, _queue));
        return new ServiceRun(random, log, handle);
    }

    private async Task RestartAsync()
    {
        await _workflows.DisposeAsync();
        _workflows = NewWorker();
    }

    // Without a cache a worker goes through the whole history at every task.
    private RunningWorker NewWorker() => new(_client, new TemporalWorkerOptions(_queue)
    {
        MaxCachedWorkflows = _interruptions == Interruptions.Restarts ? 0 : 10_000,
    }.AddWorkflow<PipelineWorkflow>().AddWorkflow<ChunkWorkflow>());
}
