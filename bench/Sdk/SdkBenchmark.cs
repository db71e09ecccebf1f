using Bench.Steps;
using Temporalio.Client;
using Temporalio.Embedded;

namespace Bench.Sdk;

/// <summary>The managed SDK by itself, and its worker on services.</summary>
internal static class SdkBenchmark
{
    /// <param name="smoke">Small numbers.</param>
    /// <param name="typeScript">Whether to run the official TypeScript worker on the same server.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<int> RunAsync(bool smoke, bool typeScript, CancellationToken cancel)
    {
        Console.WriteLine(Machine.Line(smoke));
        await ReplayBenchmark.RunAsync(smoke, cancel).ConfigureAwait(false);
        Console.WriteLine();
        Console.WriteLine(ServerBenchmark.Heading);
        await EmbeddedAsync(smoke, cancel).ConfigureAwait(false);
        if (Environment.GetEnvironmentVariable("TEMPORAL_TEST_ADDRESS") is not { Length: > 0 } address)
        {
            await Console.Error.WriteLineAsync("TEMPORAL_TEST_ADDRESS is not set: left out what needs a real server.").ConfigureAwait(false);
            return 0;
        }

        var client = await TemporalClient.ConnectAsync(new(address)).ConfigureAwait(false);
        await ServerBenchmark.RunAsync("managed on the server", client, smoke, ServerBenchmark.WarmSlow, cancel).ConfigureAwait(false);
        if (typeScript) await TypeScriptWorker.RunAsync("TypeScript on the server", address, smoke, cancel).ConfigureAwait(false);
        return 0;
    }

    private static async Task EmbeddedAsync(bool smoke, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("pipelines-bench-").FullName;
        try
        {
            var service = await EmbeddedTemporal.StartAsync(new() { StateDirectory = folder }, cancel).ConfigureAwait(false);
            await using (service.ConfigureAwait(false))
                await ServerBenchmark.RunAsync("managed embedded", await service.ConnectAsync().ConfigureAwait(false), smoke, ServerBenchmark.WarmFast, cancel).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
