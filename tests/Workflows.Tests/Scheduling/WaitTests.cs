using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class WaitTests
{
    [Theory]
    [InlineData("1d", 24)]
    [InlineData("PT36H", 36)]
    [InlineData("${{ duration('2h') }}", 2)]
    public void On_Duration_LetsThatMuchTimeGoBy(string duration, int hours)
    {
        // Arrange
        var execution = new Execution(Pipeline(Wait("w", duration), Job("after", "w")));

        // Act
        var after = execution.Timers["w"].After;
        var (status, wait) = (execution["w"], execution.View.Steps["w"].Wait!);
        execution.Fire("w").Drain();

        // Assert
        Assert.Equal(TimeSpan.FromHours(hours), after);
        Assert.Equal((StepStatus.Waiting, "time"), (status, wait.For));
        Assert.Equal(["after"], execution.Started);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void Start_Until_WaitsForTheTimeThatIsLeft()
    {
        // Arrange
        var step = new StepDefinition.Wait { Name = "w", Type = "wait", Until = Json("2030-01-02T04:04:05+00:00") };

        // Act
        var execution = new Execution(Pipeline(step));

        // Assert
        Assert.Equal(TimeSpan.FromHours(1), execution.Timers["w"].After);
    }

    [Theory]
    [InlineData("2029-01-01T00:00:00Z")]
    [InlineData("${{ execution.startTime }}")]
    public void Start_UntilThePast_GoesOnAtOnce(string until)
    {
        // Act
        var execution = new Execution(Pipeline(new StepDefinition.Wait { Name = "w", Type = "wait", Until = Json(until) }));

        // Assert
        Assert.Empty(execution.Timers);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Theory]
    [InlineData("soon", "duration is 'soon'; it must be a duration such as '90s', '1d' or 'PT1H'")]
    [InlineData("9000d", "duration is 7300d; it must be at most 3650d away")]
    public void Start_NoDuration_Fails(string duration, string expected)
    {
        // Act
        var execution = new Execution(Pipeline(Wait("w", duration)));

        // Assert
        Assert.EndsWith(expected, execution.View.Steps["w"].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_FailureElsewhere_IsWaitedOut()
    {
        // Arrange
        var execution = new Execution(Pipeline(Wait("w", "1h"), Job("a"), Job("after", "w")));

        // Act
        execution.Fails("a");
        var open = execution.Outcome;
        execution.Fire("w");

        // Assert
        Assert.Null(open);
        Assert.Equal(StepStatus.Succeeded, execution["w"]);
        Assert.Equal(StepStatus.Skipped, execution["after"]);
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void Cancel_WhileItWaits_StopsItAtOnce()
    {
        // Arrange
        var execution = new Execution(Pipeline(Wait("w", "1h"), Job("after", "w")));

        // Act
        execution.Cancel();

        // Assert
        Assert.Empty(execution.Timers);
        Assert.Equal(StepStatus.Stopped, execution["w"]);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void Start_Wait_TakesNoPlaceOfAnActivity()
    {
        // Act
        var execution = new Execution(Pipeline(Wait("w", "1h"), Job("a")) with { Parallelism = 1 });

        // Assert
        Assert.Equal(["a"], execution.Running);
    }
}
