using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class FailingTaskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_TaskFailsTwice_TellsTheServiceOnceAndLeavesTheRestToTheTimeout()
    {
        // Arrange
        await using var service = await EmbeddedTemporal.StartAsync(new(), Cancel);
        var (client, watch) = WatchedInvoker.Of(await service.ConnectAsync());
        var attempts = 0;
        var definition = WorkflowDefinition.Create(
            typeof(FailsTwiceWorkflow), null, _ => new FailsTwiceWorkflow(() => ++attempts));
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow(definition));

        // Act
        var result = await worker.ExecuteAsync(
            () => client.ExecuteWorkflowAsync(
                (FailsTwiceWorkflow wf) => wf.RunAsync(),
                new("id", "queue") { TaskTimeout = TimeSpan.FromSeconds(1) }),
            Cancel);

        // Assert: the first attempt is told, the second is not, the third does it.
        Assert.Equal(3, result);
        Assert.Equal(1, watch.CountOf("RespondWorkflowTaskFailed"));
    }
}
