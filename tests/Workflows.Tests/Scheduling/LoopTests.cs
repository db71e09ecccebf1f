using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class LoopTests
{
    private static BlockDefinition Training => Block(
            Job("train").Input("rate", "${{ loop.state.rate }}").Input("round", "${{ loop.index }}").Output("auc"))
        .Gives("auc", "${{ steps.train.outputs.auc }}");

    [Fact]
    public void On_UntilHolds_EndsWithTheLastRoundsOutputs()
    {
        // Arrange
        var loop = Loop("tune", Training, until: "steps.train.outputs.auc >= 0.9")
            .State("rate", 0.8, "${{ loop.state.rate / 2.0 }}");
        var execution = new Execution(Pipeline(Block(loop).Gives("auc", "${{ steps.tune.outputs.auc }}")));

        // Act
        execution.Complete("tune[0].train", ("auc", 0.5)).Complete("tune[1].train", ("auc", 0.95));

        // Assert
        Assert.Equal(["tune[0].train", "tune[1].train"], execution.Started);
        Assert.Equal(0.8, execution.RequestOf("tune[0].train").Inputs["rate"].GetDouble());
        Assert.Equal(0.4, execution.RequestOf("tune[1].train").Inputs["rate"].GetDouble());
        Assert.Equal(1, execution.RequestOf("tune[1].train").Inputs["round"].GetInt32());
        Assert.Equal(0.95, Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs["auc"].GetDouble());
        Assert.Equal(["tune", "tune[0].train", "tune[1].train"], execution.View.Steps.Keys);
    }

    [Fact]
    public void Start_WhileIsFalse_RunsNoRoundAndHandsOutNulls()
    {
        // Arrange
        var loop = Loop("tune", Training) with { While = "loop.index > 0" };

        // Act
        var execution = new Execution(Pipeline(Block(loop).Gives("auc", "${{ steps.tune.outputs.auc }}")));

        // Assert
        Assert.Empty(execution.Started);
        Assert.Equal("null", Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs["auc"].GetRawText());
    }

    [Fact]
    public void On_While_IsAskedWithTheRoundToCome()
    {
        // Arrange
        var loop = Loop("tune", Training).State("rate", 1.0)
            with { While = "loop.index < 2 && (loop.previous == null || loop.previous.auc < 0.9)" };

        // Act
        var execution = new Execution(Pipeline(loop)).Complete("tune[0].train", ("auc", 0.1)).Complete("tune[1].train", ("auc", 0.2));

        // Assert
        Assert.Equal(["tune[0].train", "tune[1].train"], execution.Started);
        Assert.Equal(0.2, execution.View.Steps["tune"].Outputs["auc"].GetDouble());
    }

    [Theory]
    [InlineData(OnMaximum.Finish, StepStatus.Succeeded, null)]
    [InlineData(OnMaximum.Fail, StepStatus.Failed, "MaximumReached")]
    public void On_MaximumWithATestThatAsksForMore_EndsAsTheStepSays(OnMaximum onMaximum, StepStatus status, string? type)
    {
        // Arrange
        var loop = Loop("tune", Training, until: "false", maximum: 2).State("rate", 1.0) with { OnMaximum = onMaximum };

        // Act
        var execution = new Execution(Pipeline(loop)).Drain(_ => new Dictionary<string, System.Text.Json.JsonElement> { ["auc"] = Json(0.1) });

        // Assert
        Assert.Equal(2, execution.Started.Count);
        Assert.Equal((status, type), (execution["tune"], execution.View.Steps["tune"].Error?.Type));
    }

    [Fact]
    public void On_MaximumAlone_IsACount()
    {
        // Arrange
        var loop = Loop("thrice", Block(Job("a")), maximum: "${{ parameters.n }}") with { OnMaximum = OnMaximum.Fail };

        // Act
        var execution = new Execution(Pipeline(loop), ("n", 3)).Drain();

        // Assert
        Assert.Equal(["thrice[0].a", "thrice[1].a", "thrice[2].a"], execution.Started);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_RoundFails_FailsTheLoop()
    {
        // Arrange
        var execution = new Execution(Pipeline(Loop("l", Block(Job("a"), Job("b", "a")), maximum: 3)));

        // Act
        execution.Complete("l[0].a").Fails("l[0].b", "ScriptFailed", "exit code 3");

        // Assert
        var error = execution.View.Steps["l"].Error!;
        Assert.Equal(("ScriptFailed", "step 'l[0].b' failed: ScriptFailed: exit code 3"), (error.Type, error.Message));
        Assert.Equal("l[0].b", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_FailureElsewhere_FinishesTheRoundAndStartsNoOther()
    {
        // Arrange
        var execution = new Execution(Pipeline(Loop("l", Block(Job("a")), maximum: 3), Job("b")));

        // Act
        execution.Fails("b").Complete("l[0].a");

        // Assert
        Assert.Equal(["l[0].a", "b"], execution.Started);
        Assert.Equal(StepStatus.Stopped, execution["l"]);
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void Start_RoundsWithoutWork_FailInsteadOfSpinning()
    {
        // Arrange
        var block = Block(If("c", "true", [], null));

        // Act
        var execution = new Execution(Pipeline(Loop("l", block, until: "false")));

        // Assert
        Assert.Equal("LoopSpins", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Type);
    }

    [Fact]
    public void Start_ManyEmptyRounds_ComeToAnEnd()
    {
        // Act
        var execution = new Execution(Pipeline(Loop("l", Block(), until: "loop.state.n >= 5000").State("n", 0, "${{ loop.state.n + 1 }}")));

        // Assert
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_StateGrowsTooLarge_FailsAndNamesIt()
    {
        // Arrange
        var loop = Loop("l", Block(Job("a").Output("text")).Gives("text", "${{ steps.a.outputs.text }}"), maximum: 99)
            .State("small", 1)
            .State("texts", "${{ [''] }}", "${{ loop.state.texts + [steps.a.outputs.text] }}");
        var execution = new Execution(Pipeline(loop));

        // Act
        while (execution.Outcome is null) execution.Complete(execution.Running[0], ("text", new string('x', 100_000)));

        // Assert
        var error = execution.View.Steps["l"].Error!;
        Assert.Equal("ValueTooLarge", error.Type);
        Assert.Contains("'texts' is the largest", error.Message, StringComparison.Ordinal);
        Assert.Contains("artifact", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_LoopInALoop_KeepsTheirStatesApart()
    {
        // Arrange
        var inner = Loop("inner", Block(Job("a").Input("i", "${{ loop.index }}").Input("o", "${{ loop.state.outer }}")), maximum: 2)
            .State("outer", "${{ loop.index }}");
        var outer = Loop("outer", Block(inner), maximum: 2);

        // Act
        var execution = new Execution(Pipeline(outer)).Drain();

        // Assert
        Assert.Equal(["outer[0].inner[0].a", "outer[0].inner[1].a", "outer[1].inner[0].a", "outer[1].inner[1].a"], execution.Started);
        Assert.Equal(1, execution.RequestOf("outer[1].inner[0].a").Inputs["o"].GetInt32());
        Assert.Equal(0, execution.RequestOf("outer[1].inner[0].a").Inputs["i"].GetInt32());
    }

    [Fact]
    public void On_WhileHasNoValue_IsTriedAgainAsUntilIs()
    {
        // Arrange: without the output there is nothing to compare in the second round.
        var loop = Loop("l", Block(Job("a").Output("n")).Gives("n", "${{ steps.a.outputs.n }}"), maximum: 3)
            with { While = "loop.previous == null || loop.previous.n > 0" };
        var execution = new Execution(Pipeline(loop.Tries(2)));

        // Act
        execution.Complete("l[0].a", ("n", "text"));
        var between = execution["l"];
        execution.Fire("l").Complete("l[0].a", ("n", 0));

        // Assert
        Assert.Equal(StepStatus.Waiting, between);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Equal(2, execution.View.Steps["l"].Attempts);
    }

    [Fact]
    public void On_WhileHasNoValueInARunOfBefore_FailsAtOnce()
    {
        // Arrange
        var loop = Loop("l", Block(Job("a")), maximum: 3) with { While = "loop.previous.n > 0" };

        // Act
        var execution = new Execution(Pipeline(loop.Tries(2)).Run(), patches: []);

        // Assert
        Assert.Equal("ExpressionFailed", execution.View.Steps["l"].Error?.Type);
        Assert.Equal(1, execution.View.Steps["l"].Attempts);
    }
}
