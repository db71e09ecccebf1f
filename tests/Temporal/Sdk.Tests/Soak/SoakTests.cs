using System.Collections.Concurrent;
using System.Globalization;
using Temporalio.Client;
using Temporalio.Tests.Scenarios;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Soak;

/// <summary>Soaks run alone: beside them, tests that look at every event would see a busy machine.</summary>
[CollectionDefinition(nameof(SoakCollection), DisableParallelization = true)]
public sealed class SoakCollection;

[Collection(nameof(SoakCollection))]
public sealed class SoakTestsOnRealService(RealService service) : SoakTests(service), IClassFixture<RealService>;

[Collection(nameof(SoakCollection))]
public sealed class SoakTestsOnEmbeddedService(EmbeddedService service)
    : SoakTests(service), IClassFixture<EmbeddedService>;

[Collection(nameof(SoakCollection))]
public sealed class SoakTestsOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : SoakTests(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>
/// Many executions of a workflow that does everything in a random order, under workers that end every second. What
/// each comes to is known beforehand from its seed, and so is the same on every service, with and without a cache.
/// TEMPORAL_SOAK_EXECUTIONS sets another number than 500.
/// </summary>
public abstract class SoakTests(ServiceUnderTest service) : Scenario(service)
{
    private const int Together = 50;

    private readonly int _executions = int.Parse(
        Environment.GetEnvironmentVariable("TEMPORAL_SOAK_EXECUTIONS") ?? "500", CultureInfo.InvariantCulture);

    // A server that shares a busy machine takes seconds for each.
    private TimeSpan Longest => TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(_executions);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Run_ManyExecutionsAndAWorkerRestartEverySecond_EachComesToWhatItsPlanSays(int cached)
    {
        // Arrange
        var client = Client;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Longest);
        var workers = RestartWorkersAsync(client, NewOptions(cached), stop.Token);
        var wrong = new ConcurrentQueue<string>();

        // Act
        await Parallel.ForEachAsync(
            Enumerable.Range(1, _executions),
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = Cancel },
            async (seed, _) =>
            {
                var caller = new SoakCaller(client, Unique, seed, patience.Token);
                try
                {
                    var (expected, seen) = (SoakModel.OutcomeOf(seed), await caller.RunAsync());
                    if (seen != expected)
                        wrong.Enqueue($"seed {seed}: {seen}; expected {expected}");
                }
                catch (Exception fault) when (!Cancel.IsCancellationRequested)
                {
                    wrong.Enqueue($"seed {seed}: waits for {caller.Doing}: {fault.GetType().Name}: {fault.Message}; "
                        + await caller.LastEventsAsync());
                }
            });
        await stop.CancelAsync();
        var restarts = await workers;

        // Assert
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{_executions} executions, cache of {cached}, {restarts} workers"));
        Assert.True(wrong.IsEmpty, $"{wrong.Count} are wrong:\n{string.Join('\n', wrong.Order().Take(10))}");
    }

    private static async Task<int> RestartWorkersAsync(
        ITemporalClient client, TemporalWorkerOptions options, CancellationToken stop)
    {
        for (var started = 0; ; started++)
        {
            if (stop.IsCancellationRequested)
                return started;
            using var life = CancellationTokenSource.CreateLinkedTokenSource(stop);
            life.CancelAfter(TimeSpan.FromSeconds(1));
            using var worker = new TemporalWorker(client, options);
            await worker.ExecuteAsync(life.Token).ContinueWith(
                ended => ended.IsFaulted ? ended : Task.CompletedTask,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).Unwrap();
        }
    }

    private TemporalWorkerOptions NewOptions(int cached) => NewWorkerOptions(cached)
        .AddWorkflow<SoakWorkflow>().AddWorkflow<SoakChild>().AddWorkflow<SoakListener>()
        .AddAllActivities(typeof(SoakActivities), null);

    private TemporalWorkerOptions NewWorkerOptions(int cached) => new(Unique)
    {
        MaxCachedWorkflows = cached,
        // A queue whose worker is gone is left soon, and cancellation is heard soon.
        StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(1),
        DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100),
        MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100),
    };
}
