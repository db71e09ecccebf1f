using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Embedded;

/// <summary>An update that is on its way while its run continues as new reaches the next run.</summary>
public sealed class UpdateOnTheWayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteUpdate_RunContinuesAsNewMeanwhile_IsAnsweredByTheNextRun()
    {
        // Arrange
        await using var service = await EmbeddedTemporal.StartAsync(new(), Cancel);
        var client = await service.ConnectAsync();
        var inCode = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        var definition = Temporalio.Workflows.WorkflowDefinition.Create(
            typeof(OnceMoreWorkflow), null, _ => new OnceMoreWorkflow(() =>
            {
                inCode.TrySetResult();
                goOn.Wait(Cancel);
            }));
        using var worker = new TemporalWorker(
            client, new TemporalWorkerOptions("queue") { DebugMode = true }.AddWorkflow(definition));

        var answer = await worker.ExecuteAsync(
            async () =>
            {
                var handle = await client.StartWorkflowAsync(
                    (OnceMoreWorkflow wf) => wf.RunAsync(false), new("id", "queue"));
                await inCode.Task.WaitAsync(Cancel);

                // Act: the task that continues as new is at work when the update comes.
                var update = handle.ExecuteUpdateAsync(wf => wf.GreetAsync("you"));
                goOn.Set();
                return await update;
            },
            Cancel);

        // Assert
        Assert.Equal("second run: you", answer);
    }
}
