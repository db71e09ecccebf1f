using System.Globalization;
using Bench.Steps;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Embedded;
using Temporalio.Worker;

namespace Bench.Sdk;

/// <summary>How fast recorded histories are replayed: the SDK's own cost, without service, disk or payloads of size.</summary>
internal static class ReplayBenchmark
{
    private const int EventsPerStep = 6;

    public static async Task RunAsync(bool smoke, CancellationToken cancel)
    {
        var history = await RecordAsync((smoke ? 100 : 10_000) / EventsPerStep, cancel).ConfigureAwait(false);
        var tasks = history.Events.Count(one => one.EventType == EventType.WorkflowTaskCompleted);
        Console.WriteLine("| replay | events | p50 events/s | best events/s | CPU µs a workflow task | KiB a workflow task |");
        Console.WriteLine("|---|---|---|---|---|---|");
        await ReplayAsync("without guard", history, tasks, guarded: false, smoke).ConfigureAwait(false);
        await ReplayAsync("with guard (default)", history, tasks, guarded: true, smoke).ConfigureAwait(false);
    }

    private static async Task ReplayAsync(string name, WorkflowHistory history, int tasks, bool guarded, bool smoke)
    {
        var options = new WorkflowReplayerOptions { DisableWorkflowTracingEventListener = !guarded };
        options.AddWorkflow<NoOpSteps>();
        var replayer = new WorkflowReplayer(options);
        for (var i = 0; i < (smoke ? 1 : 20); i++) await replayer.ReplayWorkflowAsync(history).ConfigureAwait(false);
        var runs = smoke ? 1 : 30;
        var rates = new List<double>();
        var all = new Cost();
        for (var i = 0; i < runs; i++)
        {
            var one = new Cost();
            await replayer.ReplayWorkflowAsync(history).ConfigureAwait(false);
            rates.Add(history.Events.Count / one.Seconds);
        }

        double cpu = all.CpuMicroseconds / (runs * tasks), kib = all.AllocatedKib / (runs * tasks);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {history.Events.Count} | {Quantiles.Of(rates, 0.5):0} | {rates.Max():0} | {cpu:0.0} | {kib:0.0} |"));
    }

    private static async Task<WorkflowHistory> RecordAsync(int steps, CancellationToken cancel)
    {
        var service = await EmbeddedTemporal.StartAsync(new(), cancel).ConfigureAwait(false);
        await using (service.ConfigureAwait(false))
        {
            var client = await service.ConnectAsync().ConfigureAwait(false);
            using var worker = new TemporalWorker(client, WorkerOf("record"));
            return await worker.ExecuteAsync(
                async () =>
                {
                    var handle = await client.StartWorkflowAsync("NoOpSteps", [steps], new("record", "record")).ConfigureAwait(false);
                    await handle.GetResultAsync().ConfigureAwait(false);
                    return await handle.FetchHistoryAsync().ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the options of a worker for the benchmark's workflow.</summary>
    public static TemporalWorkerOptions WorkerOf(string queue)
    {
        var options = new TemporalWorkerOptions(queue);
        options.AddWorkflow<NoOpSteps>();
        options.AddActivity(NoOpSteps.NoOp);
        return options;
    }
}
