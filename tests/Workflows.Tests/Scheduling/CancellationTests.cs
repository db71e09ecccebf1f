using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class CancellationTests
{
    [Fact]
    public void On_Cancel_StopsWhatRunsAndStartsNothing()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b", "a"), If("c", "true", [Job("x"), Job("y", "x")]));
        var execution = new Execution(pipeline);

        // Act
        execution.Cancel();
        var open = execution.Outcome;
        execution.Happens(new FlowEvent.StepCancelled("a")).Happens(new FlowEvent.StepCancelled("c.then.x"));

        // Assert
        Assert.Null(open);
        Assert.Equal(["a", "c.then.x"], execution.Cancelling);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
        Assert.Equal(StepStatus.Stopped, execution.View.Status);
        Assert.Equal(StepStatus.Stopped, execution["a"]);
        Assert.Equal(StepStatus.Skipped, execution["b"]);
        Assert.Equal("step 'x', which it needs, was stopped", execution.View.Steps["c.then.y"].Error?.Message);
        Assert.Equal(StepStatus.Stopped, execution["c"]);
    }

    [Fact]
    public void On_CancelWithNothingRunning_EndsAtOnce()
    {
        // Arrange: the condition is open, its only step waits for room.
        var pipeline = Pipeline(Job("a"), If("c", "true", [Job("x")])) with { Parallelism = 1 };
        var execution = new Execution(pipeline);

        // Act
        execution.Cancel().Complete("a");

        // Assert
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
        Assert.Equal(StepStatus.Succeeded, execution["a"]);
    }

    [Fact]
    public void On_CancelTwice_CancelsEachStepOnce()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")));

        // Act
        execution.Cancel().Cancel();

        // Assert
        Assert.Equal(["a"], execution.Cancelling);
    }

    [Fact]
    public void On_CancelAfterFailure_StopsWhatStillRuns()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b"))).Fails("a");

        // Act
        execution.Cancel().Happens(new FlowEvent.StepCancelled("b"));

        // Assert
        Assert.Equal(["b"], execution.Cancelling);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void On_StepCancelledByNobody_Fails()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")));

        // Act
        execution.Happens(new FlowEvent.StepCancelled("a"));

        // Assert
        Assert.Equal("Cancelled", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Type);
    }

    [Fact]
    public void On_Deadline_StopsTheBodyRunsFinallyAndFails()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b", "a")).Finally(Job("clean")) with { Timeout = TimeSpan.FromMinutes(5) };
        var execution = new Execution(pipeline);

        // Act
        execution.Happens(new FlowEvent.DeadlineReached()).Happens(new FlowEvent.StepCancelled("a")).Drain();

        // Assert
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(execution.Commands.OfType<FlowCommand.StartDeadline>()).After);
        Assert.Equal(["a", "finally.clean"], execution.Started);
        var failure = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure;
        Assert.Equal("Timeout: the execution took longer than its timeout of 5m", failure.Describe());
        Assert.Equal(StepStatus.Stopped, execution["a"]);
    }
}
