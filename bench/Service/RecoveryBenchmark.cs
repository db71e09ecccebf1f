using System.Diagnostics;
using Bench.Steps;
using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Worker;

namespace Bench.Service;

/// <summary>Open executions with timers: how long a start takes until all of them are there again, and what they cost while nothing is due.</summary>
/// <remarks>The start is made on a copy of the state directory of a service that runs: what a killed process leaves.</remarks>
internal static class RecoveryBenchmark
{
    private const string Queue = "recovery";
    private const int AtOnce = 200;

    /// <param name="smoke">Small numbers.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<int> RunAsync(bool smoke, CancellationToken cancel)
    {
        var count = smoke ? 100 : 10_000;
        Console.WriteLine(Machine.Line(smoke));
        var root = Directory.CreateTempSubdirectory("pipelines-bench-").FullName;
        try
        {
            var image = Path.Combine(root, "killed");
            await FillAsync(Path.Combine(root, "running"), image, count, cancel).ConfigureAwait(false);
            await MeasureAsync(image, count, smoke ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(60), cancel).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        return 0;
    }

    private static async Task FillAsync(string directory, string image, int count, CancellationToken cancel)
    {
        var service = await EmbeddedTemporal.StartAsync(new() { StateDirectory = directory }, cancel).ConfigureAwait(false);
        await using (service.ConfigureAwait(false))
        {
            var client = await service.ConnectAsync().ConfigureAwait(false);
            using var worker = new TemporalWorker(client, new TemporalWorkerOptions(Queue) { MaxCachedWorkflows = AtOnce }.AddWorkflow<DayLongTimer>());
            await worker.ExecuteAsync(
                async () =>
                {
                    var before = Stopwatch.GetTimestamp();
                    await Parallel.ForEachAsync(
                        Enumerable.Range(0, count),
                        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                        async (i, _) =>
                        {
                            var handle = await client.StartWorkflowAsync((DayLongTimer wf) => wf.RunAsync(), new($"open-{i}", Queue)).ConfigureAwait(false);
                            await handle.QueryAsync(wf => wf.Waits).ConfigureAwait(false);
                        }).ConfigureAwait(false);
                    Console.WriteLine($"made {count:n0} executions with a timer each in {Stopwatch.GetElapsedTime(before).TotalSeconds:n1} s");
                },
                cancel).ConfigureAwait(false);
            Directory.CreateDirectory(image);
            foreach (var file in Directory.GetFiles(directory, "temporal.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        }
    }

    private static async Task MeasureAsync(string image, int count, TimeSpan idle, CancellationToken cancel)
    {
        var size = Directory.GetFiles(image).Sum(file => new FileInfo(file).Length);
        var before = Stopwatch.GetTimestamp();
        var service = await EmbeddedTemporal.StartAsync(new() { StateDirectory = image }, cancel).ConfigureAwait(false);
        var recovery = Stopwatch.GetElapsedTime(before);
        await using (service.ConfigureAwait(false))
        {
            var client = await service.ConnectAsync().ConfigureAwait(false);
            var open = (await client.CountWorkflowsAsync("ExecutionStatus = 'Running'").ConfigureAwait(false)).Count;
            if (open != count) throw new InvalidOperationException($"{open} of {count} executions are open after the start.");
            Console.WriteLine($"recovery of {count:n0} open executions ({size / 1e6:n1} MB): {recovery.TotalSeconds:n2} s");

            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var (cpu, began) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            await Task.Delay(idle, cancel).ConfigureAwait(false);
            process.Refresh();
            var used = (process.TotalProcessorTime - cpu).TotalSeconds;
            Console.WriteLine(
                $"idle for {Stopwatch.GetElapsedTime(began).TotalSeconds:n0} s: {100 * used / Stopwatch.GetElapsedTime(began).TotalSeconds:n2} % of a core, "
                + $"{process.WorkingSet64 / 1e6:n0} MB of memory");
        }
    }
}
