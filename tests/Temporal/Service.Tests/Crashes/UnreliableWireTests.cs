using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Grpc;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>
/// Clients and workers behind a wire that loses, doubles, delays and reorders calls and answers, and delivers old ones
/// again. <c>TEMPORAL_WIRE_CALLS</c> sets how many calls are made.
/// </summary>
public sealed class UnreliableWireTests
{
    private const int Calls = 1_500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Call_WireIsUnreliable_HasItsEffectOnceAndEveryExecutionEnds(int seed)
    {
        // Arrange
        using var directory = new TestDirectory();
        var ledger = new Ledger();
        await using var service = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path });
        var endpoint = await service.Service.ListenUnixAsync(
            directory.File("t.sock"), TestContext.Current.CancellationToken);
        using var wire = new UnreliableWire(
            new GrpcTestClient("localhost", endpoint.Address["unix://".Length..]), seed);
        using var connection = new Connection();
        var calls = int.TryParse(Environment.GetEnvironmentVariable("TEMPORAL_WIRE_CALLS"), out var set) ? set : Calls;
        var reached = wire.Reached(calls);

        // Act
        await using (var load = new Load(connection, ledger, "w", openAtOnce: 48, withHeartbeats: true))
        {
            connection.Up(wire);
            await reached;
            await load.DrainAsync();
            await wire.CalmAsync();
        }

        // Assert
        Assert.Equal([], await LedgerCheck.FaultsAsync(service, ledger, mustHaveEnded: true));
        Assert.Empty(wire.AcceptedAgain);
        var count = await service.CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default" });
        Assert.Equal(ledger.Starts.Count, count.Count);
        Assert.Equal(["AnswerLost", "CallLost", "Late", "Twice"], wire.Happened.Order());
    }
}
