using Bench.Steps;

if (args is ["steps", ..])
    return await StepsBenchmark.RunAsync(smoke: args.Contains("--smoke"), CancellationToken.None).ConfigureAwait(false);

await Console.Error.WriteLineAsync("""
    bench steps [--smoke]   latency per durable step in sequence, steps/s with many executions, time to the first step
    --smoke runs every case once with small numbers: it proves that the benchmark works, its figures mean nothing
    """).ConfigureAwait(false);
return 2;
