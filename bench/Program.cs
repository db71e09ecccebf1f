using Bench.Language;
using Bench.Sdk;
using Bench.Service;
using Bench.Steps;

var smoke = args.Contains("--smoke");
var only = args.SkipWhile(arg => arg != "--only").Skip(1).FirstOrDefault();
if (args is ["steps", ..]) return await StepsBenchmark.RunAsync(smoke, only, CancellationToken.None).ConfigureAwait(false);
if (args is ["language", ..])
{
    if (only is null or "check") CheckBenchmark.Run(smoke);
    if (only is null or "execution") await ExecutionBenchmark.RunAsync(smoke, CancellationToken.None).ConfigureAwait(false);
    return 0;
}

if (args is ["sdk", ..])
    return await SdkBenchmark.RunAsync(smoke, typeScript: !args.Contains("--no-typescript"), CancellationToken.None).ConfigureAwait(false);

if (args is ["service", ..] && only is "recovery") return await RecoveryBenchmark.RunAsync(smoke, CancellationToken.None).ConfigureAwait(false);
if (args is ["service", ..])
    return await ServiceBenchmark.RunAsync(smoke, typeScript: !args.Contains("--no-typescript"), only, CancellationToken.None).ConfigureAwait(false);

await Console.Error.WriteLineAsync("""
    bench steps [--smoke] [--only sequences|loads|start]
        latency per durable step in sequence, steps/s with many executions, time to the first step
    bench language [--smoke] [--only check|execution]
        one execution of up to 100,000 no-op steps: cost of a step, memory, lengths of histories
    bench sdk [--smoke] [--no-typescript]
        replay of a 10,000-event history; steps of our worker on the embedded service and, where TEMPORAL_TEST_ADDRESS
        names a Temporal server, on that, beside the official TypeScript worker (needs node and npm)
    bench service [--smoke] [--no-typescript] [--only process|grpc|typescript|recovery]
        the embedded service beside Temporal's server (TEMPORAL_TEST_ADDRESS): the official TypeScript worker on both, ours
        over gRPC and in the process; recovery: the start of a service with 10,000 open executions, and what they cost idle
    --smoke runs every case once with small numbers: it proves that the benchmark works, its figures mean nothing
    """).ConfigureAwait(false);
return 2;
