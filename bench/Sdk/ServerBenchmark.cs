using System.Diagnostics;
using System.Globalization;
using Bench.Steps;
using Temporalio.Client;
using Temporalio.Worker;

namespace Bench.Sdk;

/// <summary>Our worker against some Temporal service: one no-op activity a step. <c>typescript/bench.mjs</c> does the same with the official SDK.</summary>
internal static class ServerBenchmark
{
    private static readonly (int Steps, int Executions)[] Sequences = [(1, 100), (10, 30), (100, 5)];
    private static readonly (int Concurrent, int Executions)[] Loads = [(50, 200), (200, 400)];
    private const int StepsPerLoad = 10;

    /// <summary>Steps before the first row where a step costs less than a millisecond: the compiler's last tier is reached then.</summary>
    public const int WarmFast = 16_000;

    /// <summary>The same on a server that does a few hundred steps a second.</summary>
    public const int WarmSlow = 1_000;

    public const string Heading =
        "| worker | case | executions | p50 ms a step | p50 ms an execution | steps/s | worker CPU µs a step |\n|---|---|---|---|---|---|---|";

    /// <param name="name">What the rows are called.</param>
    /// <param name="client">Of the service to measure.</param>
    /// <param name="smoke">Small numbers.</param>
    /// <param name="warm">Steps that run before the first row.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task RunAsync(string name, ITemporalClient client, bool smoke, int warm, CancellationToken cancel)
    {
        var queue = $"bench-{Environment.ProcessId}-{name.Replace(' ', '-')}";
        using var worker = new TemporalWorker(client, ReplayBenchmark.WorkerOf(queue));
        await worker.ExecuteAsync(
            async () =>
            {
                await ManyAsync(client, queue, "warm", 50, smoke ? 1 : warm / StepsPerLoad, StepsPerLoad, []).ConfigureAwait(false);
                foreach (var (steps, executions) in Sequences)
                    await CaseAsync(name, $"1 × {steps}", client, queue, 1, smoke ? 1 : executions, steps).ConfigureAwait(false);
                foreach (var (concurrent, executions) in Loads)
                    await CaseAsync(name, $"{concurrent} × {StepsPerLoad}", client, queue, smoke ? 2 : concurrent, smoke ? 2 : executions, StepsPerLoad).ConfigureAwait(false);
            },
            cancel).ConfigureAwait(false);
    }

    private static async Task CaseAsync(string name, string what, ITemporalClient client, string queue, int concurrent, int executions, int steps)
    {
        var sample = new List<double>();
        var cost = new Cost();
        await ManyAsync(client, queue, what.Replace(" ", ""), concurrent, executions, steps, sample).ConfigureAwait(false);
        var (all, p50) = ((double)executions * steps, Quantiles.Of(sample, 0.5));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {what} | {executions} | {p50 / steps:0.00} | {p50:0.0} | {all / cost.Seconds:0} | {cost.CpuMicroseconds / all:0} |"));
    }

    private static Task ManyAsync(ITemporalClient client, string queue, string name, int concurrent, int executions, int steps, List<double> sample)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, concurrent).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < executions;)
            {
                var clock = Stopwatch.StartNew();
                var handle = await client.StartWorkflowAsync("NoOpSteps", [steps], new($"{queue}-{name}-{i}", queue)).ConfigureAwait(false);
                await handle.GetResultAsync().ConfigureAwait(false);
                lock (sample) sample.Add(clock.Elapsed.TotalMilliseconds);
            }
        }));
    }
}
