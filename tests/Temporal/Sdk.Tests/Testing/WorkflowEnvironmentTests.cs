using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Testing;

public sealed class WorkflowEnvironmentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartLocalAsync_NoOptions_RunsWorkflows()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        using var worker = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions("queue").AddWorkflow<GreetingWorkflow>());

        // Act
        var greeting = await worker.ExecuteAsync(
            () => environment.Client.ExecuteWorkflowAsync(
                (GreetingWorkflow wf) => wf.RunAsync("tests"), new("greeting", "queue")),
            Cancel);

        // Assert
        Assert.Equal("Hello, tests!", greeting);
        Assert.False(environment.SupportsTimeSkipping);
    }

    [Fact]
    public async Task StartLocalAsync_SearchAttributes_AreRegistered()
    {
        // Arrange
        var key = SearchAttributeKey.CreateLong("Epochs");
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new()
        {
            Namespace = "training",
            SearchAttributes = [key],
        });

        // Act
        await environment.Client.StartWorkflowAsync("Any", [], new("one", "queue")
        {
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(key, 12).ToSearchAttributeCollection(),
        });

        // Assert
        Assert.Equal(1, (await environment.Client.CountWorkflowsAsync("Epochs = 12")).Count);
        Assert.Equal("training", environment.Client.Options.Namespace);
    }

    [Fact]
    public async Task StartLocalAsync_TwoAtOnce_ShareNothing()
    {
        // Arrange
        await using var one = await WorkflowEnvironment.StartLocalAsync();
        await using var other = await WorkflowEnvironment.StartLocalAsync();

        // Act
        await one.Client.StartWorkflowAsync("Any", [], new("id", "queue"));

        // Assert
        Assert.Equal(1, (await one.Client.CountWorkflowsAsync(string.Empty)).Count);
        Assert.Equal(0, (await other.Client.CountWorkflowsAsync(string.Empty)).Count);
    }

    [Fact]
    public async Task Dispose_EnvironmentOfAClient_LeavesTheServiceAlone()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartLocalAsync();

        // Act
        await using (var borrowed = new WorkflowEnvironment(environment.Client))
        {
            Assert.Equal(3, await borrowed.WithAutoTimeSkippingDisabledAsync(() => Task.FromResult(3)));
        }

        // Assert
        Assert.Equal(0, (await environment.Client.CountWorkflowsAsync(string.Empty)).Count);
    }
}
