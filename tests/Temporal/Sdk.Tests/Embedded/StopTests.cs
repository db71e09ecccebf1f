using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Exceptions;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Embedded;

/// <summary>A service that is disposed of while its clients and workers wait lets them go.</summary>
public sealed class StopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_ClientsAndWorkersWait_AllAreLetGo(bool overSocket)
    {
        for (var round = 0; round < 2; round++)
        {
            // Arrange
            var service = await EmbeddedTemporal.StartAsync(
                new() { Endpoint = overSocket ? EmbeddedEndpoint.Tcp() : EmbeddedEndpoint.None }, Cancel);
            var client = overSocket
                ? await TemporalClient.ConnectAsync(new(service.Address!))
                : await service.ConnectAsync();
            using var worker = new TemporalWorker(
                client, new TemporalWorkerOptions("queue").AddWorkflow<CounterWorkflow>());
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var working = worker.ExecuteAsync(stop.Token);
            var handle = await client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), new("id", "queue"));
            var calls = Enumerable.Range(0, 8).Select(_ => handle.GetResultAsync(rpcOptions: new() { Retry = false })).ToList();
            await handle.QueryAsync(wf => wf.Count);

            // Act
            await service.DisposeAsync();

            // Assert
            foreach (var call in calls) await Assert.ThrowsAsync<RpcException>(() => call);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        }
    }
}
