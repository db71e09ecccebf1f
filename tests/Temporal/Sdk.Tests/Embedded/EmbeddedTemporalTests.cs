using System.Net;
using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Service;
using Temporalio.Service.Grpc;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Embedded;

public sealed class EmbeddedTemporalTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("temporal-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Start_AgainOnTheSameDirectory_OpenWorkflowGoesOn()
    {
        // Arrange
        await using (var first = await StartAsync())
        {
            await RunAsync(await first.ConnectAsync(), async client =>
            {
                var handle = await client.StartWorkflowAsync(
                    (CounterWorkflow wf) => wf.RunAsync(), new("counter", "queue"));
                await handle.ExecuteUpdateAsync(wf => wf.AddAndGetAsync(2));
                return 0;
            });
        }

        // Act
        await using var second = await StartAsync();
        var result = await RunAsync(await second.ConnectAsync(), async client =>
        {
            var handle = client.GetWorkflowHandle<CounterWorkflow, int>("counter");
            await handle.SignalAsync(wf => wf.AddAsync(3));
            await handle.SignalAsync(wf => wf.StopAsync());
            return await handle.GetResultAsync();
        });

        // Assert
        Assert.Equal(5, result);
    }

    [Fact]
    public async Task Start_DirectoryIsHeld_ThrowsWithTheAddressToAttachTo()
    {
        // Arrange
        await using var first = await StartAsync();

        // Act
        var thrown = await Assert.ThrowsAsync<StateDirectoryInUseException>(StartAsync);
        var attached = await TemporalClient.ConnectAsync(new(first.Address!));
        var handle = await attached.StartWorkflowAsync(
            (CounterWorkflow wf) => wf.RunAsync(), new("from-outside", "queue"));
        var seen = await (await first.ConnectAsync()).GetWorkflowHandle("from-outside").DescribeAsync();

        // Assert
        Assert.Contains(first.Address!, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(handle.ResultRunId, seen.RunId);
    }

    [Fact]
    public async Task Listen_OnARunningService_ServesItsNamespacesBesideTheClientInProcess()
    {
        // Arrange
        await using var service = await EmbeddedTemporal.StartAsync(new() { MoreNamespaces = ["second"] }, Cancel);
        var inside = await service.ConnectAsync("second");

        // Act
        var address = await service.ListenAsync(EmbeddedEndpoint.Tcp(), Cancel);
        var outside = await TemporalClient.ConnectAsync(new(address!) { Namespace = "second" });
        await outside.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), new("id", "queue"));

        // Assert
        Assert.Null(service.Address);
        Assert.Equal(1, (await inside.CountWorkflowsAsync(string.Empty)).Count);
    }

    [Fact]
    public async Task Listen_OpenToOthersWithoutTls_IsRefused()
    {
        // Arrange
        await using var service = await EmbeddedTemporal.StartAsync(new(), Cancel);

        // Act
        var refused = await Assert.ThrowsAsync<ExposedEndpointException>(
            () => service.ListenAsync(EmbeddedEndpoint.Tcp(new GrpcEndpointOptions { Address = IPAddress.Any }), Cancel));

        // Assert
        Assert.Equal(EndpointExposure.WithoutTls, refused.Exposure);
    }

    [Fact]
    public async Task Start_TwoInMemory_ShareNothing()
    {
        // Arrange
        await using var first = await EmbeddedTemporal.StartAsync(new(), Cancel);
        await using var second = await EmbeddedTemporal.StartAsync(new(), Cancel);

        // Act
        foreach (var client in new[] { await first.ConnectAsync(), await second.ConnectAsync() })
        {
            await client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), new("same-id", "queue"));
        }

        // Assert
        Assert.Equal(1, (await (await first.ConnectAsync()).CountWorkflowsAsync(string.Empty)).Count);
    }

    [Fact]
    public void SocketIn_PathTooLongForASocket_IsALoopbackPort() => Assert.NotEqual(
        EmbeddedEndpoint.SocketIn("/tmp").GetType(), EmbeddedEndpoint.SocketIn("/tmp/" + new string('x', 120)).GetType());

    private static async Task<T> RunAsync<T>(ITemporalClient client, Func<ITemporalClient, Task<T>> body)
    {
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow<CounterWorkflow>());
        return await worker.ExecuteAsync(() => body(client), Cancel);
    }

    private Task<EmbeddedTemporal> StartAsync() => EmbeddedTemporal.StartAsync(
        new()
        {
            StateDirectory = _directory.FullName,
            Endpoint = EmbeddedEndpoint.SocketIn(_directory.FullName),
        },
        Cancel);
}
