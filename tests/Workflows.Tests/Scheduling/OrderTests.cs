using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class OrderTests
{
    [Fact]
    public void Start_NoSteps_Succeeds()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline());

        // Assert
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void Start_IndependentSteps_RunsAllInDefinitionOrder()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline(Job("c"), Job("a"), Job("b")));

        // Assert
        Assert.Equal(["c", "a", "b"], execution.Started);
    }

    [Fact]
    public void On_LastNeededStepDone_StartsTheDependent()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("join", "a", "b"), Job("a"), Job("b")));

        // Act
        execution.Complete("b");
        var afterOne = execution.Running.ToArray();
        execution.Complete("a");

        // Assert
        Assert.Equal(["a"], afterOne);
        Assert.Equal(["join"], execution.Running);
    }

    [Fact]
    public void On_Parallelism_StartsWaitingStepsInDefinitionOrder()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b"), Job("c", "b"), Job("d"), Job("e")) with { Parallelism = 2 };
        var execution = new Execution(pipeline);

        // Act
        var first = execution.Running.ToArray();
        execution.Complete("b");
        var second = execution.Running.ToArray();
        execution.Complete("a");

        // Assert
        Assert.Equal(["a", "b"], first);
        Assert.Equal(["a", "c"], second); // c became ready with b's end and stands before d
        Assert.Equal(["c", "d"], execution.Running);
        Assert.Equal(StepStatus.Succeeded, execution.Drain()["e"]);
    }

    [Fact]
    public void Start_WideDefinition_NeverHasMoreActivitiesThanAServiceTakes()
    {
        // Arrange
        var pipeline = Pipeline([.. Enumerable.Range(0, 1_200).Select(i => Job($"s{i}"))]);

        // Act
        var execution = new Execution(pipeline);
        var atOnce = execution.Running.Count;
        execution.Drain();

        // Assert
        Assert.Equal(500, atOnce);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Equal(1_200, execution.Started.Count);
    }

    [Fact]
    public void On_Chain_TellsTimesAndAttempts()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b", "a")));

        // Act
        execution.Complete("a");

        // Assert
        var (a, b) = (execution.View.Steps["a"], execution.View.Steps["b"]);
        Assert.Equal(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), a.StartTime);
        Assert.Equal(new DateTimeOffset(2030, 1, 2, 3, 4, 6, TimeSpan.Zero), a.EndTime);
        Assert.Equal(a.EndTime, b.StartTime);
        Assert.Null(b.EndTime);
        Assert.Equal((1, 1), (a.Attempts, b.Attempts));
        Assert.Equal(StepStatus.Running, execution.View.Status);
    }

    [Fact]
    public void View_BeforeTheEnd_HasEveryStepInDefinitionOrder()
    {
        // Arrange
        var pipeline = Pipeline(
            Job("z"), If("c", "true", [Job("x")], [Job("y")]).Needs("z"), Job("a")).Finally(Job("last"));

        // Act
        var execution = new Execution(pipeline);

        // Assert
        Assert.Equal(["z", "c", "c.then.x", "c.else.y", "a", "finally.last"], execution.View.Steps.Keys);
        Assert.Equal(StepStatus.Pending, execution["c.then.x"]);
        Assert.Equal(StepStatus.Pending, execution["finally.last"]);
    }

    [Fact]
    public void On_EventOfAStepThatDoesNotRun_IsRefused()
    {
        // Arrange
        var (state, _) = Flow.Start(Pipeline(Job("a")).Run(), DateTimeOffset.UnixEpoch);

        // Act
        var refusal = Assert.Throws<ArgumentException>(() => Flow.On(
            state, new FlowEvent.StepCancelled("b"), DateTimeOffset.UnixEpoch));

        // Assert
        Assert.Contains("'b'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drain_TenThousandSteps_RunsEach()
    {
        // Arrange
        var steps = Enumerable.Range(0, 10_000).Select(i => Job($"s{i}", i < 100 ? [] : [$"s{i - 100}", $"s{i - 1}"]));

        // Act
        var execution = new Execution(Pipeline([.. steps])).Drain();

        // Assert
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Equal(10_000, execution.Started.Distinct().Count());
    }
}
