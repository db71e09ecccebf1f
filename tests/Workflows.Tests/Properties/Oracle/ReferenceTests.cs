using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>The reference itself, where the page says in so many words what happens.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Run_FailureInAGuardedBlock_IsCaughtAndFollowedByFinally()
    {
        // Arrange
        var group = new StepDefinition.Guarded
        {
            Name = "g",
            Type = "group",
            Block = Block(Fail("bad", "no"), Steady("never", "bad")).Gives("o", "block"),
            Catch = Block(Steady("note")).Gives("o", "${{ steps.g.error.type }}"),
            Finally = Block(Steady("clean")),
        };

        // Act
        var outcome = Run(Pipeline(group, Steady("after", "g")));

        // Assert
        Assert.Equal(StepStatus.Succeeded, outcome.Status);
        Assert.Equal("Fail", outcome.Steps["g"].Outputs["o"].GetString());
        Assert.Equal((StepStatus.Failed, StepStatus.Skipped), (outcome.Steps["g.bad"].Status, outcome.Steps["g.never"].Status));
        Assert.Equal(["after", "g.catch.note", "g.finally.clean"], outcome.Calls.Select(call => call.Split(' ')[1]).Order());
    }

    [Fact]
    public void Run_Loop_AsksUntilWithTheNewState()
    {
        // Arrange
        var loop = new StepDefinition.Loop
        {
            Name = "l",
            Type = "loop",
            Until = "loop.state.s >= 2",
            State = Steady("x").Input("s", 0).Inputs,
            Next = Steady("x").Input("s", "${{ loop.state.s + 1 }}").Inputs,
            Block = Block(Steady("a").Input("i", "${{ loop.index }}")).Gives("i", "${{ loop.index }}"),
        };

        // Act
        var outcome = Run(Pipeline(loop));

        // Assert
        Assert.Equal(["l", "l[0].a", "l[1].a"], outcome.Steps.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, outcome.Steps["l"].Outputs["i"].GetInt32());
    }

    [Theory]
    [InlineData(FailureMode.ContinueIndependent, StepStatus.Succeeded, StepStatus.Succeeded)]
    [InlineData(FailureMode.FinishRunning, StepStatus.Succeeded, StepStatus.Skipped)]
    [InlineData(FailureMode.FailFast, StepStatus.Stopped, StepStatus.Skipped)]
    public void Run_FailureBesideAWait_DoesWhatTheModeSays(FailureMode mode, StepStatus wait, StepStatus after)
    {
        // Arrange: an approval refused by default after 5 s, beside a wait of 9 s.
        var late = new StepDefinition.ManualApproval
        {
            Name = "late",
            Type = "approval",
            Timeout = TimeSpan.FromSeconds(5),
            Default = false,
        };
        var beside = new StepDefinition.Wait { Name = "beside", Type = "wait", Duration = Json("9s") };
        var pipeline = Pipeline(beside, Steady("after", "beside"), late);

        // Act
        var outcome = Run(pipeline.Mode(mode));

        // Assert
        Assert.Equal(StepStatus.Failed, outcome.Status);
        Assert.Equal((wait, after), (outcome.Steps["beside"].Status, outcome.Steps["after"].Status));
    }

    [Fact]
    public void Run_TimeoutOfABlock_StopsWhatIsInside()
    {
        // Arrange
        var inner = new StepDefinition.Wait { Name = "w", Type = "wait", Duration = Json("9s") };
        var condition = If("c", "true", Block(inner, Steady("after", "w")), null) with { Timeout = TimeSpan.FromSeconds(5) };

        // Act
        var outcome = Run(Pipeline(condition));

        // Assert
        Assert.Equal((StepStatus.Failed, "Timeout", 5_000), (outcome.Steps["c"].Status, outcome.Steps["c"].Cause!.Type, outcome.Steps["c"].End));
        Assert.Equal((StepStatus.Stopped, StepStatus.Skipped), (outcome.Steps["c.then.w"].Status, outcome.Steps["c.then.after"].Status));
    }

    private static StepDefinition.Job Steady(string name, params string[] needs) =>
        Job(name, needs) with { Program = new ProgramDefinition.Component(Script.Steady) };

    private static ReferenceOutcome Run(PipelineDefinition pipeline) =>
        new Reference(pipeline.Run(), new Script(1, isTimed: true), isSequential: false, isSettled: true).Run();
}
