using System.Diagnostics;
using System.Globalization;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Hosting;

namespace Bench.Steps;

/// <summary>Durable no-op steps through the whole system: command line's host, interpreter, SDK, service, SQLite with <c>synchronous=FULL</c>.</summary>
internal static class StepsBenchmark
{
    private static readonly (int Steps, int Executions)[] Sequences = [(1, 300), (10, 100), (100, 20)];
    private static readonly (int Concurrent, int Executions)[] Loads = [(50, 1_000), (200, 2_000)];
    private const int StepsPerLoad = 10;

    /// <param name="smoke">Small numbers.</param>
    /// <param name="only">The one part to run: <c>sequences</c>, <c>loads</c> or <c>start</c>; null for all.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<int> RunAsync(bool smoke, string? only, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("pipelines-bench-").FullName;
        try
        {
            Print(Machine.Line(smoke));
            await using (var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = Path.Combine(folder, "state") }, cancel).ConfigureAwait(false))
            {
                if (only is not "start") await WarmUpAsync(host, smoke, cancel).ConfigureAwait(false);
                if (only is null or "sequences") await SequencesAsync(host, smoke, cancel).ConfigureAwait(false);
                if (only is null or "loads") await LoadsAsync(host, smoke, cancel).ConfigureAwait(false);
            }

            if (only is null or "start") await FirstStep.MeasureAsync(Path.Combine(folder, "first"), smoke ? 1 : 9, cancel).ConfigureAwait(false);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Until the compiler's last tier is reached: what is measured is a host at work, not its first seconds.
    private static async Task WarmUpAsync(LocalHost host, bool smoke, CancellationToken cancel)
    {
        if (smoke) return;
        foreach (var (steps, executions) in Sequences)
        {
            var definition = Compiled.Of(NoOpPipelines.Sequence(steps));
            for (var i = 0; i < executions; i++) await OneAsync(host, definition, $"warm-{steps}-{i}", cancel).ConfigureAwait(false);
        }

        await LoadAsync(host, "warm", 50, 1_000, [], cancel).ConfigureAwait(false);
    }

    private static async Task SequencesAsync(LocalHost host, bool smoke, CancellationToken cancel)
    {
        Print("| steps in sequence | executions | p50 ms a step | p99 ms a step | p50 ms an execution | CPU µs a step | KiB a step |");
        Print("|---|---|---|---|---|---|---|");
        foreach (var (steps, executions) in Sequences)
        {
            var definition = Compiled.Of(NoOpPipelines.Sequence(steps));
            var sample = new List<double>();
            var cost = new Cost();
            for (var i = 0; i < (smoke ? 2 : executions); i++)
            {
                var clock = Stopwatch.StartNew();
                await OneAsync(host, definition, $"sequence-{steps}-{i}", cancel).ConfigureAwait(false);
                sample.Add(clock.Elapsed.TotalMilliseconds);
            }

            double all = steps * sample.Count, cpu = cost.CpuMicroseconds / all, kib = cost.AllocatedKib / all;
            var p50 = Quantiles.Of(sample, 0.5);
            Print(string.Create(CultureInfo.InvariantCulture, $"| {steps} | {sample.Count} | {p50 / steps:0.000} | {Quantiles.Of(sample, 0.99) / steps:0.000} | {p50:0.00} | {cpu:0} | {kib:0.0} |"));
        }
    }

    private static async Task LoadsAsync(LocalHost host, bool smoke, CancellationToken cancel)
    {
        Print("");
        Print("| concurrent executions | executions | steps each | steps/s | p50 ms an execution | CPU µs a step | KiB a step |");
        Print("|---|---|---|---|---|---|---|");
        foreach (var (concurrent, executions) in Loads)
        {
            var all = smoke ? concurrent : executions;
            var sample = new List<double>();
            var cost = new Cost();
            await LoadAsync(host, $"load-{concurrent}", concurrent, all, sample, cancel).ConfigureAwait(false);
            var (rate, cpu) = (all * StepsPerLoad / cost.Seconds, cost.CpuMicroseconds / (all * StepsPerLoad));
            var kib = cost.AllocatedKib / (all * StepsPerLoad);
            Print(string.Create(CultureInfo.InvariantCulture, $"| {concurrent} | {all} | {StepsPerLoad} | {rate:0} | {Quantiles.Of(sample, 0.5):0.0} | {cpu:0} | {kib:0.0} |"));
        }
    }

    private static Task LoadAsync(LocalHost host, string name, int concurrent, int all, List<double> sample, CancellationToken cancel)
    {
        var definition = Compiled.Of(NoOpPipelines.Sequence(StepsPerLoad));
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, concurrent).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < all;)
            {
                var one = Stopwatch.StartNew();
                await OneAsync(host, definition, $"{name}-{i}", cancel).ConfigureAwait(false);
                lock (sample) sample.Add(one.Elapsed.TotalMilliseconds);
            }
        }));
    }

    private static async Task OneAsync(LocalHost host, PipelineDefinition definition, string id, CancellationToken cancel)
    {
        await host.StartAsync(definition, id, cancel).ConfigureAwait(false);
        var state = await host.Executions.EndAsync(id, cancel).ConfigureAwait(false);
        if (state.Status != Pipelines.Definitions.Contracts.StepStatus.Succeeded) throw new InvalidOperationException($"{id}: {state.Status} {state.Error?.Message}");
    }

    private static void Print(string line) => Console.WriteLine(line);
}
