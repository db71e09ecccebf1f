using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class BlockRetryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void On_BlockFails_IsOpenedAnewAfterTheInterval()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a"), Job("b", "a"))).Tries(3), Job("after", "g")));

        // Act
        execution.Complete("g.a").Fails("g.b");
        var wait = execution.View.Steps["g"].Wait!;
        var status = execution["g"];
        execution.Fire("g").Fails("g.a");
        var second = execution.Timers["g"].After;
        execution.Fire("g").Drain();

        // Assert
        Assert.Equal((StepStatus.Waiting, "retry"), (status, wait.For));
        Assert.Equal(TimeSpan.FromSeconds(2), second);
        Assert.Equal(["g.a", "g.b", "g.a", "g.a", "g.b", "after"], execution.Started);
        Assert.Equal(3, execution.View.Steps["g"].Attempts);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_LastAttemptFails_FailsTheStep()
    {
        // Arrange
        var execution = new Execution(Pipeline(If("c", "true", [Job("a")]).Tries(2), Job("beside")));

        // Act
        execution.Fails("c.then.a").Fire("c").Fails("c.then.a").Drain();

        // Assert
        Assert.Equal((StepStatus.Failed, 2), (execution["c"], execution.View.Steps["c"].Attempts));
        Assert.Equal("c.then.a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_ErrorClassThatIsNotTriedAgain_FailsAtOnce()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a"))).Tries(3, "BadInput")));

        // Act
        execution.Fails("g.a", "BadInput");

        // Assert
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void On_FailStep_IsNotTriedAgain()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Loop("l", Block(Fail("stop", "no")), maximum: 2).Tries(3).Needs("a")));

        // Act
        execution.Complete("a");

        // Assert
        Assert.Equal("Fail", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Type);
    }

    [Fact]
    public void On_RetryOfALoop_ShowsTheLastAttemptOnly()
    {
        // Arrange
        var execution = new Execution(Pipeline(Loop("l", Block(Job("a")), maximum: 2).Tries(2)));

        // Act
        execution.Complete("l[0].a").Fails("l[1].a").Fire("l");

        // Assert
        Assert.Equal(["l", "l[0].a"], execution.View.Steps.Keys);
    }

    [Fact]
    public void On_FailureElsewhereWhileItWaits_IsNotTriedAgain()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a"))).Tries(3), Job("b")));

        // Act
        execution.Fails("g.a", "First").Fails("b", "Second");

        // Assert
        Assert.Empty(execution.Timers);
        Assert.Equal(StepStatus.Failed, execution["g"]);
        Assert.Equal("b", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void Cancel_WhileItWaitsForItsNextAttempt_Ends()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a"))).Tries(3)));

        // Act
        execution.Fails("g.a").Cancel();

        // Assert
        Assert.Empty(execution.Timers);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void On_Timeout_StopsAllInsideAndFailsTheStep()
    {
        // Arrange
        var loop = Loop("l", Block(ForEach("s", "${{ [1, 2] }}", Block(Job("a")))), maximum: 9).Within(Minute).Continues();
        var execution = new Execution(Pipeline(loop, Job("beside")));

        // Act
        execution.Fire("l");
        var cancelling = execution.Cancelling.ToList();
        execution.Happens(new FlowEvent.StepCancelled("l[0].s[0].a")).Complete("l[0].s[1].a").Complete("beside");

        // Assert
        Assert.Equal(["l[0].s[0].a", "l[0].s[1].a"], cancelling);
        Assert.Equal(("Timeout", "it took longer than its timeout of 1m"), (execution.View.Steps["l"].Error!.Type, execution.View.Steps["l"].Error!.Message));
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_TimeoutWithRetry_CountsForEachAttempt()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a")), null, Block(Job("z"))).Within(Minute).Tries(2)));

        // Act
        execution.Fire("g").Happens(new FlowEvent.StepCancelled("g.a"));
        var afterTimeout = execution.Timers.Count;
        execution.Complete("g.finally.z").Fire("g");
        var again = execution.Timers["g"].After;
        execution.Complete("g.a").Complete("g.finally.z");

        // Assert
        Assert.Equal(0, afterTimeout); // finally is not cut short
        Assert.Equal(Minute, again);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Empty(execution.Timers);
    }

    [Fact]
    public void On_EndInTime_CancelsTheTimer()
    {
        // Arrange
        var execution = new Execution(Pipeline(If("c", "true", [Job("a")]).Within(Minute)));

        // Act
        execution.Complete("c.then.a");

        // Assert
        Assert.Single(execution.Commands.OfType<FlowCommand.CancelTimer>());
        Assert.Empty(execution.Timers);
    }

    [Fact]
    public void On_TimerThatWasCancelledInTheMeantime_ChangesNothing()
    {
        // Arrange
        var execution = new Execution(Pipeline(If("c", "true", [Job("a")]).Within(Minute), Job("b", "c")));
        var timer = execution.Timers["c"];
        execution.Complete("c.then.a");

        // Act
        var before = execution.Commands.Count;
        execution.Happens(new FlowEvent.TimerFired("c", timer.Timer));

        // Assert
        Assert.Equal(before, execution.Commands.Count);
    }
}
