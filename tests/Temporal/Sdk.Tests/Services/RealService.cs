using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

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

    protected override async Task<ITemporalClient> StartAsync()
    {
        var client = await TemporalClient.ConnectAsync(new(Address!));
        await AddSearchAttributesAsync(client);
        return client;
    }

    // The names that the embedded service has from the start.
    private static async Task AddSearchAttributesAsync(TemporalClient client)
    {
        try
        {
            await client.Connection.OperatorService.AddSearchAttributesAsync(new()
            {
                Namespace = client.Options.Namespace,
                SearchAttributes =
                {
                    ["CustomKeywordField"] = IndexedValueType.Keyword,
                    ["CustomIntField"] = IndexedValueType.Int,
                },
            });
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.AlreadyExists)
        {
            // Another class was first.
        }

        // The server knows them some time after it said so.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await KnowsAsync(client))
        {
            await Task.Delay(200, patience.Token);
        }
    }

    private static async Task<bool> KnowsAsync(TemporalClient client)
    {
        try
        {
            await client.CountWorkflowsAsync("CustomKeywordField = 'x' AND CustomIntField = 1");
            return true;
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.InvalidArgument)
        {
            return false;
        }
    }
}
