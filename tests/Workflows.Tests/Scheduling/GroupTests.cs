using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class GroupTests
{
    private static BlockDefinition Work => Block(Job("a").Output("n"), Job("b", "a")).Gives("n", "${{ steps.a.outputs.n }}");

    private static BlockDefinition Rescue => Block(
            Job("note").Input("why", "${{ steps.g.error.type }}").Input("status", "${{ steps.g.status }}"))
        .Gives("n", -1);

    private static BlockDefinition Last => Block(Job("clean").Input("status", "${{ steps.g.status }}"));

    [Fact]
    public void On_BlockSucceeds_RunsFinallyButNotCatch()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Work, Rescue, Last)));

        // Act
        execution.Complete("g.a", ("n", 7)).Drain();

        // Assert
        Assert.Equal(["g.a", "g.b", "g.finally.clean"], execution.Started);
        Assert.Equal("Succeeded", execution.RequestOf("g.finally.clean").Inputs["status"].GetString());
        Assert.Equal(7, execution.View.Steps["g"].Outputs["n"].GetInt32());
        Assert.Equal((StepStatus.Skipped, "NotEntered"), (execution["g.catch.note"], execution.View.Steps["g.catch.note"].Error?.Type));
    }

    [Fact]
    public void On_BlockFails_IsCaughtAndGoesOn()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Work, Rescue, Last), Job("beside"), Job("after", "g")));

        // Act
        execution.Fails("g.a", "OutOfMemory").Drain();

        // Assert
        Assert.Equal(["g.a", "beside", "g.catch.note", "g.finally.clean", "after"], execution.Started);
        Assert.Equal("OutOfMemory", execution.RequestOf("g.catch.note").Inputs["why"].GetString());
        Assert.Equal("Failed", execution.RequestOf("g.catch.note").Inputs["status"].GetString());
        Assert.Equal("Succeeded", execution.RequestOf("g.finally.clean").Inputs["status"].GetString());
        Assert.Equal(-1, execution.View.Steps["g"].Outputs["n"].GetInt32());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_FailStepInside_IsCaught()
    {
        // Act
        var execution = new Execution(Pipeline(Group("g", Block(Fail("stop", "no")), Rescue))).Drain();

        // Assert
        Assert.Equal("Fail", execution.RequestOf("g.catch.note").Inputs["why"].GetString());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_CatchFails_RunsFinallyAndFailsWithItsFailure()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Work, Rescue, Last)));

        // Act
        execution.Fails("g.a", "First").Fails("g.catch.note", "Second").Drain();

        // Assert
        Assert.Equal("g.catch.note", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
        Assert.Equal("Failed", execution.RequestOf("g.finally.clean").Inputs["status"].GetString());
    }

    [Fact]
    public void On_FinallyFails_FailsTheGroupUnlessItHasFailedAlready()
    {
        // Arrange
        var plain = new Execution(Pipeline(Group("g", Block(Job("a")), null, Last)));
        var failed = new Execution(Pipeline(Group("g", Block(Job("a")), null, Last)));

        // Act
        plain.Complete("g.a").Fails("g.finally.clean");
        failed.Fails("g.a").Fails("g.finally.clean");

        // Assert
        Assert.Equal("g.finally.clean", Assert.IsType<FlowOutcome.Failed>(plain.Outcome).Failure.Step);
        Assert.Equal("g.a", Assert.IsType<FlowOutcome.Failed>(failed.Outcome).Failure.Step);
    }

    [Fact]
    public void On_FailureInsideFailFast_StopsOnlyWhatIsInside()
    {
        // Arrange
        var execution = new Execution(
            Pipeline(Group("g", Block(Job("a"), Job("b")), Rescue), Job("beside")).Mode(FailureMode.FailFast));

        // Act
        execution.Fails("g.a").Happens(new FlowEvent.StepCancelled("g.b")).Drain();

        // Assert
        Assert.Equal(["g.b"], execution.Cancelling);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void Cancel_WhileTheBlockRuns_RunsFinallyWithoutInterruption()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a")), Rescue, Last), Job("after", "g")).Finally(Job("end")));

        // Act
        execution.Cancel().Happens(new FlowEvent.StepCancelled("g.a"));
        var during = execution.Running.ToList();
        execution.Drain();

        // Assert
        Assert.Equal(["g.finally.clean"], during);
        Assert.Equal(["g.a", "g.finally.clean", "finally.end"], execution.Started);
        Assert.Equal("Stopped", execution.RequestOf("g.finally.clean").Inputs["status"].GetString());
        Assert.Equal(StepStatus.Stopped, execution["g"]);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void Cancel_WhileFinallyRuns_LetsItEnd()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a")), null, Block(Job("x"), Job("y", "x")))));

        // Act
        execution.Complete("g.a").Cancel().Drain();

        // Assert
        Assert.Empty(execution.Cancelling);
        Assert.Equal(StepStatus.Succeeded, execution["g.finally.y"]);
        Assert.Equal(StepStatus.Succeeded, execution["g"]);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void On_FailureElsewhere_FinishesTheBlocksStepsAndRunsFinally()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Work, Rescue, Last), Job("b")));

        // Act
        execution.Fails("b").Complete("g.a", ("n", 1)).Drain();

        // Assert
        Assert.Equal(["g.a", "b", "g.finally.clean"], execution.Started);
        Assert.Equal(StepStatus.Stopped, execution["g"]);
    }

    [Fact]
    public void On_GroupSkipped_RunsNothingOfIt()
    {
        // Act
        var execution = new Execution(Pipeline(Group("g", Work, Rescue, Last).When("false")));

        // Assert
        Assert.Empty(execution.Started);
        Assert.All(["g", "g.a", "g.catch.note", "g.finally.clean"], path => Assert.Equal(StepStatus.Skipped, execution[path]));
    }

    [Fact]
    public void On_GroupInFinally_IsShieldedWithAllThatIsInside()
    {
        // Arrange
        var inner = Group("inner", Block(Job("a")), null, Block(Job("z")));
        var execution = new Execution(Pipeline(Group("g", Block(Job("w")), null, Block(inner))));

        // Act
        execution.Cancel().Happens(new FlowEvent.StepCancelled("g.w")).Cancel().Drain();

        // Assert
        Assert.Equal(["g.w", "g.finally.inner.a", "g.finally.inner.finally.z"], execution.Started);
    }
}
