using Temporalio.Client;

namespace Temporalio.Tests.Services;

/// <summary>A real Temporal server at TEMPORAL_TEST_ADDRESS (HOST:PORT).</summary>
public sealed class RealService : ServiceUnderTest
{
    public static string? Address => Environment.GetEnvironmentVariable("TEMPORAL_TEST_ADDRESS");

    public override string? WhyMissing => Address is { Length: > 0 } ? null : "TEMPORAL_TEST_ADDRESS is not set.";

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override async Task<ITemporalClient> StartAsync() =>
        await TemporalClient.ConnectAsync(new(Address!));
}
