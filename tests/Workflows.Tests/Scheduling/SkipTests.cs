using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class SkipTests
{
    [Fact]
    public void On_WhenFalse_SkipsTheStepAndAllThatNeedIt()
    {
        // Arrange
        var pipeline = Pipeline(
            Job("a").Output("n"), Job("b", "a").When("steps.a.outputs.n > 3"), Job("c", "b"), Job("d", "a"));

        // Act
        var execution = new Execution(pipeline).Complete("a", ("n", 3)).Drain();

        // Assert
        Assert.Equal(["a", "d"], execution.Started);
        Assert.Equal("WhenFalse", execution.View.Steps["b"].Error?.Type);
        Assert.Equal("DependencySkipped", execution.View.Steps["c"].Error?.Type);
        Assert.Equal("step 'b', which it needs, was skipped", execution.View.Steps["c"].Error?.Message);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_WhenTrue_RunsTheStep()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline(Job("a").When("parameters.on")), ("on", true));

        // Assert
        Assert.Equal(["a"], execution.Running);
    }

    [Fact]
    public void On_OutputsOfASkippedStep_AreNull()
    {
        // Arrange
        var pipeline = Pipeline(Block(Job("a").Output("n").When("false")).Gives("n", "${{ steps.a.outputs.n == null }}"));

        // Act
        var execution = new Execution(pipeline);

        // Assert
        Assert.True(Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs["n"].GetBoolean());
    }

    [Fact]
    public void On_StepWaitingForRoom_AsksWhenOnce()
    {
        // Arrange: 'when' holds while the step is admitted and would not any more when room comes.
        var pipeline = Pipeline(Job("a"), Job("b").When("steps.a.status == 'Running'")) with { Parallelism = 1 };

        // Act
        var execution = new Execution(pipeline).Complete("a");

        // Assert
        Assert.Equal(["b"], execution.Running);
    }
}
