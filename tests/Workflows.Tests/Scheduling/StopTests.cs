using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>What a stop does to an execution that pauses, or is at its end already.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_StopAndPause_RunsFinally(bool isPausedFirst)
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b", "a")).Finally(Job("z")));
        var pause = new FlowEvent.PauseRequested();

        // Act
        if (isPausedFirst) execution.Happens(pause).Cancel();
        else execution.Cancel().Happens(pause);
        execution.Happens(new FlowEvent.StepCancelled("a")).Complete("finally.z");

        // Assert
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
        Assert.Equal(["a", "finally.z"], execution.Started);
    }

    [Fact]
    public void On_StopWhileFinallyAsks_EndsTheWait()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("z").Asks(), Job("y", "z")));
        execution.Complete("a").Fails("finally.z");
        var before = execution["finally.z"];

        // Act
        execution.Cancel();

        // Assert: the steps had succeeded, so the failure at the end is what the execution comes to.
        Assert.Equal(StepStatus.Waiting, before);
        Assert.Equal("ScriptFailed", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Type);
        Assert.Equal((StepStatus.Failed, StepStatus.Skipped), (execution["finally.z"], execution["finally.y"]));
    }

    [Fact]
    public void On_StopWhileFinallyRuns_AsksNobodyAnyMore()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("z").Asks()));
        execution.Complete("a");

        // Act
        execution.Cancel().Fails("finally.z");

        // Assert
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
        Assert.Empty(execution.Cancelling);
    }

    [Fact]
    public void On_StopWhileAGroupsFinallyAsks_EndsTheWait()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a")), last: Block(Job("z").Asks())), Job("after", "g")));
        execution.Complete("g.a").Fails("g.finally.z");

        // Act
        execution.Cancel();

        // Assert
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
        Assert.Equal(StepStatus.Failed, execution["g.finally.z"]);
    }

    [Fact]
    public void On_StopWhileFinallyAsksInARunOfBefore_ChangesNothing()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("z").Asks()).Run(), patches: []);
        execution.Complete("a").Fails("finally.z");

        // Act
        execution.Cancel();

        // Assert
        Assert.Equal(StepStatus.Waiting, execution["finally.z"]);
    }
}
