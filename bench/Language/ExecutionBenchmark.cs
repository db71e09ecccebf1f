using System.Diagnostics;
using System.Globalization;
using Bench.Steps;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Hosting;

namespace Bench.Language;

/// <summary>One execution of up to 100,000 no-op steps: what a step costs, what memory it takes, and how long histories
/// become.</summary>
internal static class ExecutionBenchmark
{
    private static readonly (string Name, Func<int, PipelineDefinition> Make, int[] Sizes)[] Cases =
    [
        ("foreach", NoOpDefinitions.Items, [100, 1_000, 10_000, 100_000]),
        ("in the definition", NoOpDefinitions.Steps, [100, 1_000, 10_000]),
        ("loop", NoOpDefinitions.Rounds, [100, 1_000, 10_000]),
    ];

    /// <summary>Runs every case; a smoke run only the smallest of each and one that is divided.</summary>
    public static async Task RunAsync(bool smoke, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("pipelines-bench-").FullName;
        try
        {
            var options = new LocalHostOptions { StateDirectory = Path.Combine(folder, "state") };
            await using var host = await LocalHost.StartAsync(options, cancel).ConfigureAwait(false);
            Print(Machine.Line(smoke));
            if (!smoke) await RunAsync(host, NoOpDefinitions.Items(20_000), "warm-up", cancel).ConfigureAwait(false);
            Print("| one execution | steps | steps/s | CPU µs a step | KiB a step | cost against the first | runs | events of the longest | KiB of the largest | events in all | peak memory MiB |");
            Print("|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var (name, make, sizes) in Cases)
            {
                var first = 0.0;
                foreach (var size in smoke ? sizes.Take(2) : sizes) first = await CaseAsync(host, name, make(size), size, first, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> CaseAsync(
        LocalHost host, string name, PipelineDefinition definition, int size, double first, CancellationToken cancel)
    {
        // Small ones are repeated: what one of them takes says little.
        var times = Math.Max(2_000 / size, 1);
        var cost = new Cost();
        for (var i = 0; i < times; i++) await RunAsync(host, definition, $"{definition.Name}-{size}-{i}", cancel).ConfigureAwait(false);
        var steps = (double)size * times;
        var (rate, cpu, kib) = (steps / cost.Seconds, cost.CpuMicroseconds / steps, cost.AllocatedKib / steps);
        var histories = await Histories.OfAsync(host.Executions.Temporal, $"{definition.Name}-{size}-0", cancel).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        if (first == 0) first = cpu;
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {size} | {rate:0} | {cpu:0} | {kib:0.0} | {cpu / first:0.00} | {histories.Runs} | {histories.LongestEvents} | {histories.LargestBytes / 1024} | {histories.Events} | {process.PeakWorkingSet64 >> 20} |"));
        return first;
    }

    private static async Task RunAsync(LocalHost host, PipelineDefinition definition, string id, CancellationToken cancel)
    {
        await host.StartAsync(definition, id, cancel).ConfigureAwait(false);
        var state = await host.Executions.EndAsync(id, cancel).ConfigureAwait(false);
        if (state.Status != StepStatus.Succeeded) throw new InvalidOperationException($"{id}: {state.Status} {state.Error?.Message}");
    }

    private static void Print(string line) => Console.WriteLine(line);
}
