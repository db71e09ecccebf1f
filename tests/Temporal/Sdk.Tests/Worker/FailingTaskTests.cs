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
    public async Task Execute_TaskFailsAgain_IsLeftToItsTimeout()
    {
        // Arrange
        await using var service = await EmbeddedTemporal.StartAsync(new(), Cancel);
        var (client, watch) = WatchedInvoker.Of(await service.ConnectAsync());
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = 0;
        var definition = WorkflowDefinition.Create(
            typeof(FailingTaskWorkflow), null, _ => new FailingTaskWorkflow(CountAttempt));
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow(definition));

        // Act: the worker ends its tasks before it ends itself.
        await worker.ExecuteAsync(
            async () =>
            {
                await client.StartWorkflowAsync(
                    (FailingTaskWorkflow wf) => wf.RunAsync(), new("id", "queue") { TaskTimeout = TimeSpan.FromHours(1) });
                await again.Task.WaitAsync(Cancel);
            },
            Cancel);

        // Assert: had the second failure been told, a third attempt would have followed at once, and so on.
        Assert.Equal(2, attempts);
        Assert.Equal(1, watch.CountOf("RespondWorkflowTaskFailed"));

        void CountAttempt()
        {
            if (Interlocked.Increment(ref attempts) == 2)
                again.SetResult();
        }
    }
}
