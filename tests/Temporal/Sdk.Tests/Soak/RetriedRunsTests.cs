using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Tests.Scenarios.Scripts;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>Many executions whose runs follow each other within milliseconds: every caller hears of the end.</summary>
public sealed class RetriedRunsTests
{
    private const int Executions = 500;

    [Fact]
    public async Task GetResultAsync_FiftyAtOnceThatFailAndAreRetried_AnswersEveryCaller()
    {
        // Arrange
        var cancel = TestContext.Current.CancellationToken;
        await using var service = await EmbeddedTemporal.StartAsync(new EmbeddedTemporalOptions(), cancel);
        var client = await service.ConnectAsync();
        var bench = new ScriptBench();
        var options = new TemporalWorkerOptions("retried");
        options.AddWorkflow(WorkflowDefinition.Create(typeof(ScriptedWorkflow), null, _ => new ScriptedWorkflow(bench)));
        using var worker = new TemporalWorker(client, options);
        IReadOnlyList<Step> steps = [new Step.FailUntilAttempt(4)];
        var retry = new Temporalio.Common.RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(2) };
        var answered = 0;

        // Act
        await worker.ExecuteAsync(
            () => Parallel.ForEachAsync(
                Enumerable.Range(0, Executions),
                new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = cancel },
                async (i, token) =>
                {
                    var started = await client.StartWorkflowAsync(
                        (ScriptedWorkflow workflow) => workflow.RunAsync(steps), new WorkflowOptions($"retried-{i}", "retried") { RetryPolicy = retry });
                    await started.GetResultAsync(rpcOptions: new RpcOptions { CancellationToken = token });
                    Interlocked.Increment(ref answered);
                }),
            cancel);

        // Assert
        Assert.Equal(Executions, answered);
    }
}
