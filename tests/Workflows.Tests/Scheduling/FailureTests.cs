using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class FailureTests
{
    private static readonly string[] NoSteps = [];

    [Fact]
    public void On_FailureFinishRunning_FinishesWhatRunsAndStartsNothing()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b"), Job("after-a", "a"), Job("after-b", "b")));

        // Act
        execution.Fails("a", "ScriptFailed", "exit code 3");
        var outcomeWhileRunning = execution.Outcome;
        execution.Complete("b");

        // Assert
        Assert.Null(outcomeWhileRunning);
        Assert.Equal(NoSteps, execution.Cancelling);
        Assert.Equal(StepStatus.Succeeded, execution["b"]);
        Assert.Equal("DependencyFailed", execution.View.Steps["after-a"].Error?.Type);
        Assert.Equal("ExecutionFailed", execution.View.Steps["after-b"].Error?.Type);
        Assert.Equal(StepStatus.Skipped, execution["after-b"]);
        var failed = Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
        Assert.Equal("a", failed.Failure.Step);
        Assert.Equal("step 'a' failed: ScriptFailed: exit code 3", failed.Failure.Describe());
    }

    [Fact]
    public void On_FailureFailFast_CancelsWhatRuns()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b"), If("c", "true", [Job("x"), Job("y", "x")])).Mode(FailureMode.FailFast);
        var execution = new Execution(pipeline);

        // Act
        execution.Fails("a");
        execution.Happens(new FlowEvent.StepCancelled("b"));
        var open = execution.Outcome;
        execution.Happens(new FlowEvent.StepCancelled("c.then.x"));

        // Assert
        Assert.Equal(["b", "c.then.x"], execution.Cancelling);
        Assert.Null(open);
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
        Assert.Equal(StepStatus.Stopped, execution["b"]);
        Assert.Equal(StepStatus.Stopped, execution["c.then.x"]);
        Assert.Equal(StepStatus.Stopped, execution["c"]);
        Assert.Equal(StepStatus.Skipped, execution["c.then.y"]);
    }

    [Fact]
    public void On_SecondFailureWhileStopping_CancelsNobodyTwice()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b"), Job("c")).Mode(FailureMode.FailFast)).Fails("a");

        // Act
        execution.Fails("b", message: "killed").Complete("c");

        // Assert
        Assert.Equal(["b", "c"], execution.Cancelling);
        Assert.Equal("a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
        Assert.Equal(StepStatus.Succeeded, execution["c"]); // it was done before the request reached it
    }

    [Fact]
    public void On_FailureContinueIndependent_RunsAllThatDoesNotNeedIt()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b"), Job("a2", "a"), Job("a3", "a2", "b"), Job("b2", "b"))
            .Mode(FailureMode.ContinueIndependent);
        var execution = new Execution(pipeline);

        // Act
        execution.Fails("a").Drain();

        // Assert
        Assert.Equal(["a", "b", "b2"], execution.Started);
        Assert.Equal("DependencyFailed", execution.View.Steps["a2"].Error?.Type);
        Assert.Equal("DependencySkipped", execution.View.Steps["a3"].Error?.Type);
        Assert.Contains("'a2'", execution.View.Steps["a3"].Error?.Message, StringComparison.Ordinal);
        Assert.Equal("a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_FailureThatContinues_RunsDependentsThatOnlyNeedIt()
    {
        // Arrange
        var pipeline = Pipeline(
            Job("a").Output("n").Continues(),
            Job("b", "a").Input("status", "${{ steps.a.status }}").Input("why", "${{ steps.a.error.type }}"));

        // Act
        var execution = new Execution(pipeline).Fails("a", "ScriptFailed").Drain();

        // Assert
        Assert.Equal("Failed", execution.RequestOf("b").Inputs["status"].GetString());
        Assert.Equal("ScriptFailed", execution.RequestOf("b").Inputs["why"].GetString());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Equal(StepStatus.Failed, execution["a"]);
    }

    [Fact]
    public void On_FailureThatContinues_ReadingItsOutputsFailsWithItsReason()
    {
        // Arrange
        var pipeline = Pipeline(Job("a").Output("n").Continues(), Job("b", "a").Input("n", "${{ steps.a.outputs.n }}"));

        // Act
        var execution = new Execution(pipeline).Fails("a", "ScriptFailed", "exit code 3");

        // Assert
        var error = execution.View.Steps["b"].Error!;
        Assert.Equal("ExpressionFailed", error.Type);
        Assert.Contains("steps.b.inputs.n: '${{ steps.a.outputs.n }}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("step 'a' failed and has no outputs: ScriptFailed: exit code 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_FailureInsideABranch_NamesTheInnermostStep()
    {
        // Arrange
        var pipeline = Pipeline(If("c", "true", [If("d", "true", [Job("x")])]), Job("after", "c"));

        // Act
        var execution = new Execution(pipeline).Fails("c.then.d.then.x", "ScriptFailed", "exit code 3");

        // Assert
        Assert.Equal("c.then.d.then.x", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
        Assert.Equal(StepStatus.Failed, execution["c"]);
        Assert.Equal(StepStatus.Failed, execution["c.then.d"]);
        Assert.Equal("step 'c.then.d.then.x' failed: ScriptFailed: exit code 3", execution.View.Steps["c"].Error?.Message);
        Assert.Equal("DependencyFailed", execution.View.Steps["after"].Error?.Type);
    }

    [Fact]
    public void On_FailureInsideAConditionThatContinues_StaysInsideIt()
    {
        // Arrange
        var guarded = If("c", "true", [Job("x"), Job("y"), Job("z", "y")]).Continues();
        var pipeline = Pipeline(guarded, Job("beside"), Job("later", "beside"), Job("after", "c"));
        var execution = new Execution(pipeline);

        // Act
        execution.Fails("c.then.x").Complete("beside").Complete("c.then.y").Drain();

        // Assert
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Equal(StepStatus.Failed, execution["c"]);
        Assert.Equal(StepStatus.Skipped, execution["c.then.z"]);
        Assert.Equal(StepStatus.Succeeded, execution["later"]);
        Assert.Equal(StepStatus.Succeeded, execution["after"]);
    }

    [Fact]
    public void On_FailureBesideABranchThatWaitsForRoom_EndsTheBranch()
    {
        // Arrange: the branch has nothing but a step that waits for room.
        var pipeline = Pipeline(Job("a"), If("c", "true", [Job("x")])) with { Parallelism = 1 };

        // Act
        var execution = new Execution(pipeline).Fails("a");

        // Assert
        Assert.Equal(["a"], execution.Started);
        Assert.Equal(StepStatus.Stopped, execution["c"]);
        Assert.Equal(StepStatus.Skipped, execution["c.then.x"]);
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void Start_FailStep_FailsWithItsMessage()
    {
        // Arrange
        var pipeline = Pipeline(Job("before"), Fail("stop", "AUC ${{ parameters.auc }} is below ${{ 0.5 + 0.25 }}"));

        // Act
        var execution = new Execution(pipeline, ("auc", 0.5)).Drain();

        // Assert
        var failed = Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
        Assert.Equal(new StepError("Fail", "AUC 0.5 is below 0.75").ToString(), failed.Failure.Error.ToString());
        Assert.Equal("stop", failed.Failure.Step);
        Assert.Equal("step 'stop' failed: Fail: AUC 0.5 is below 0.75", execution.View.Error?.Message);
        Assert.Equal(StepStatus.Succeeded, execution["before"]); // both were ready, and it stands first
    }

    [Fact]
    public void Describe_ExitCodeAndLog_NamesBothOnce()
    {
        // Arrange
        var error = new StepError("ScriptFailed", "the program failed") { ExitCode = 3, LogTail = ["one", "two"] };

        // Act
        var text = new FlowFailure("train", error).Describe();
        var same = new FlowFailure("train", error with { Message = "exit code 3: two" }).Describe();

        // Assert
        Assert.Equal("step 'train' failed: ScriptFailed: the program failed (exit code 3); last log line: two", text);
        Assert.Equal("step 'train' failed: ScriptFailed: exit code 3: two", same);
    }

    [Fact]
    public void Answer_WaitingStepFailsFast_WaitsForTheOthersToStop()
    {
        // Arrange: the step that fails is itself one that a halt would end.
        var execution = new Execution(Pipeline(Approval("ok"), Job("beside")).Mode(FailureMode.FailFast));

        // Act
        execution.Answer("ok", AnswerKind.Reject);
        var early = execution.Outcome;
        execution.Happens(new FlowEvent.StepCancelled("beside"));

        // Assert
        Assert.Null(early);
        Assert.Equal((StepStatus.Failed, StepStatus.Stopped), (execution["ok"], execution["beside"]));
        Assert.Equal("Rejected", execution.View.Error!.Type);
    }
}
