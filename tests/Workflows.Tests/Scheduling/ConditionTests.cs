using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class ConditionTests
{
    [Theory]
    [InlineData(1, "c.then.x", "c.elif[0].x", "c.else.x")]
    [InlineData(2, "c.elif[0].x", "c.then.x", "c.else.x")]
    [InlineData(3, "c.else.x", "c.then.x", "c.elif[0].x")]
    public void On_BranchesWithEqualNames_RunsTheFirstThatHolds(int value, string taken, string skipped, string alsoSkipped)
    {
        // Arrange
        var pipeline = Pipeline(Job("a").Output("n"), new StepDefinition.Condition
        {
            Name = "c",
            Type = "condition",
            DependsOn = ["a"],
            Branches =
            [
                new BranchDefinition("then", "steps.a.outputs.n == 1", Block(Job("x"))),
                new BranchDefinition("elif[0]", "steps.a.outputs.n == 2", Block(Job("x"))),
                new BranchDefinition("else", null, Block(Job("x"))),
            ],
        });
        var execution = new Execution(pipeline);

        // Act
        execution.Complete("a", ("n", value));
        var running = execution.Running.ToArray();
        execution.Drain();

        // Assert
        Assert.Equal([taken], running);
        Assert.Equal(StepStatus.Succeeded, execution[taken]);
        Assert.Equal(StepStatus.Skipped, execution[skipped]);
        Assert.Equal(StepStatus.Skipped, execution[alsoSkipped]);
        Assert.Equal("BranchNotTaken", execution.View.Steps[skipped].Error?.Type);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_BranchDone_HandsItsOutputsOut()
    {
        // Arrange
        var choice = If(
            "c",
            "parameters.big",
            Block(Job("x").Output("n")).Gives("n", "${{ steps.x.outputs.n + 1 }}"),
            Block(Job("x").Output("n")).Gives("n", "${{ steps.x.outputs.n }}"));
        var pipeline = Pipeline(choice, Job("after", "c").Input("n", "${{ steps.c.outputs.n }}"));

        // Act
        var yes = new Execution(pipeline, ("big", true)).Complete("c.then.x", ("n", 1));
        var no = new Execution(pipeline, ("big", false)).Complete("c.else.x", ("n", 1));

        // Assert
        Assert.Equal(2, yes.RequestOf("after").Inputs["n"].GetInt32());
        Assert.Equal(1, no.RequestOf("after").Inputs["n"].GetInt32());
        Assert.Equal(2, yes.View.Steps["c"].Outputs["n"].GetInt32());
    }

    [Fact]
    public void On_NoBranchHolds_SucceedsWithNullOutputs()
    {
        // Arrange
        var pipeline = Pipeline(
            Block(If("c", "false", Block(Job("x")).Gives("n", 1), null), Job("after", "c"))
                .Gives("n", "${{ steps.c.outputs.n }}"));

        // Act
        var execution = new Execution(pipeline).Drain();

        // Assert
        Assert.Equal(StepStatus.Succeeded, execution["c"]);
        Assert.Equal(StepStatus.Skipped, execution["c.then.x"]);
        Assert.Equal(StepStatus.Succeeded, execution["after"]);
        var outputs = Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, outputs["n"].ValueKind);
    }

    [Fact]
    public void Start_NestedThirtyDeep_ReachesTheInnermostAndRejoins()
    {
        // Arrange
        var block = Block(Job("core").Output("n")).Gives("n", "${{ steps.core.outputs.n }}");
        for (var depth = 30; depth > 0; depth--)
        {
            block = Block(If("c", $"parameters.depth >= {depth}", block, Block(Job("other"))))
                .Gives("n", "${{ steps.c.outputs.n + 1 }}");
        }

        var path = string.Concat(Enumerable.Repeat("c.then.", 30)) + "core";

        // Act
        var execution = new Execution(Pipeline(block), ("depth", 30));
        execution.Complete(path, ("n", 0));

        // Assert
        var outputs = Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs;
        Assert.Equal(30, outputs["n"].GetInt32());
        Assert.Equal(61, execution.View.Steps.Count); // 30 conditions, 30 others, the core
        Assert.Equal(StepStatus.Skipped, execution["c.then.c.else.other"]);
    }

    [Fact]
    public void Start_InnerBlock_SeesStepsOutsideAndItsOwnFirst()
    {
        // Arrange
        var inner = Block(
            Job("a").Output("n"),
            Job("b", "a").Input("own", "${{ steps.a.outputs.n }}").Input("outside", "${{ steps.far.outputs.n }}"));
        var pipeline = Pipeline(Job("a").Output("n"), Job("far").Output("n"), If("c", "true", inner, null).Needs("a", "far"));
        var execution = new Execution(pipeline).Complete("a", ("n", "outer a")).Complete("far", ("n", "far"));

        // Act
        execution.Complete("c.then.a", ("n", "inner a"));

        // Assert
        var inputs = execution.RequestOf("c.then.b").Inputs;
        Assert.Equal("inner a", inputs["own"].GetString());
        Assert.Equal("far", inputs["outside"].GetString());
    }

    [Fact]
    public void View_ConditionSkipped_SkipsAllInsideIt()
    {
        // Arrange
        var inside = If("d", "true", [Job("y")]);

        // Act
        var execution = new Execution(Pipeline(If("c", "true", [Job("x"), inside]).When("false")));

        // Assert
        Assert.Equal(StepStatus.Skipped, execution["c"]);
        Assert.Equal("WhenFalse", execution.View.Steps["c"].Error?.Type);
        Assert.Equal(StepStatus.Skipped, execution["c.then.x"]);
        Assert.Equal(StepStatus.Skipped, execution["c.then.d.then.y"]);
    }
}
