using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class WorkerLostTests
{
    private static FlowEvent.StepFailed Lost(string path) =>
        new(path, new StepError("WorkerLost", "not heard of"), 1, WorkerLost: true);

    [Fact]
    public void On_WorkerLost_RunsTheStepAgainAndCountsAttempts()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")));

        // Act
        execution.Happens(Lost("a"));
        var attempts = execution.View.Steps["a"].Attempts;
        execution.Complete("a");

        // Assert
        Assert.Equal(["a", "a"], execution.Started);
        Assert.Equal(2, attempts);
        Assert.Equal(2, execution.View.Steps["a"].Attempts);
        Assert.Null(execution.View.Steps["a"].Error);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_WorkerLostAgainAndAgain_GivesUp()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")));

        // Act
        for (var i = 0; i < 4; i++) execution.Happens(Lost("a"));

        // Assert
        Assert.Equal(4, execution.Started.Count);
        Assert.Equal(4, execution.View.Steps["a"].Attempts);
        Assert.Equal("WorkerLost", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Type);
    }

    [Fact]
    public void On_WorkerLostOfAStepWithRetry_LeavesItToTheRetries()
    {
        // Arrange
        var job = Job("a") with { Retry = new RetryDefinition(2, TimeSpan.FromSeconds(1), 2, null, []) };
        var execution = new Execution(Pipeline(job));

        // Act
        execution.Happens(Lost("a"));

        // Assert
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void On_WorkerLostWhileStopping_DoesNotRunItAgain()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"))).Cancel();

        // Act
        execution.Happens(Lost("a"));

        // Assert
        Assert.Single(execution.Started);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }
}
