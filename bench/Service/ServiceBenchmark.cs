using Bench.Sdk;
using Bench.Steps;
using Temporalio.Client;
using Temporalio.Embedded;

namespace Bench.Service;

/// <summary>The embedded service beside Temporal's server: the official TypeScript worker on both, ours over gRPC and in the process.</summary>
/// <remarks>A step is one activity: its scheduling, its start, its completion and the workflow task that it leads to, all on disk
/// (<c>synchronous=FULL</c>). So steps/s are activity completions/s.</remarks>
internal static class ServiceBenchmark
{
    /// <param name="smoke">Small numbers.</param>
    /// <param name="typeScript">Whether to run the official TypeScript worker.</param>
    /// <param name="only"><c>process</c>, <c>grpc</c> or <c>typescript</c>: that part alone.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<int> RunAsync(bool smoke, bool typeScript, string? only, CancellationToken cancel)
    {
        Console.WriteLine(Machine.Line(smoke));
        Console.WriteLine(ServerBenchmark.Heading);
        await EmbeddedAsync(smoke, typeScript, only, cancel).ConfigureAwait(false);
        if (Environment.GetEnvironmentVariable("TEMPORAL_TEST_ADDRESS") is not { Length: > 0 } address)
        {
            await Console.Error.WriteLineAsync("TEMPORAL_TEST_ADDRESS is not set: left out what needs a real server.").ConfigureAwait(false);
            return 0;
        }

        if (typeScript && only is null or "typescript")
            await TypeScriptWorker.RunAsync("TypeScript on Temporal's server", address, smoke, cancel).ConfigureAwait(false);
        return 0;
    }

    private static async Task EmbeddedAsync(bool smoke, bool typeScript, string? only, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("pipelines-bench-").FullName;
        try
        {
            var service = await EmbeddedTemporal.StartAsync(new() { StateDirectory = folder, Endpoint = EmbeddedEndpoint.Tcp() }, cancel).ConfigureAwait(false);
            await using (service.ConfigureAwait(false))
            {
                if (only is null or "process")
                    await ServerBenchmark.RunAsync("ours in the process", await service.ConnectAsync().ConfigureAwait(false), smoke, ServerBenchmark.WarmFast, cancel).ConfigureAwait(false);
                var outside = await TemporalClient.ConnectAsync(new(service.Address!)).ConfigureAwait(false);
                if (only is null or "grpc")
                    await ServerBenchmark.RunAsync("ours over gRPC", outside, smoke, ServerBenchmark.WarmFast, cancel).ConfigureAwait(false);
                if (typeScript && only is null or "typescript")
                    await TypeScriptWorker.RunAsync("TypeScript on ours", service.Address!, smoke, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
