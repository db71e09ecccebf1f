using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class FinallyTests
{
    [Theory]
    [InlineData("complete", "Succeeded")]
    [InlineData("fail", "Failed")]
    [InlineData("cancel", "Stopped")]
    public void On_BodyOver_RunsFinallyWithTheStatus(string end, string status)
    {
        // Arrange
        var pipeline = Pipeline(Job("a")).Finally(Job("tell").Input("s", "${{ execution.status }}").Input("a", "${{ steps.a.status }}"));
        var execution = new Execution(pipeline);

        // Act
        var _ = end switch
        {
            "complete" => execution.Complete("a"),
            "fail" => execution.Fails("a"),
            _ => execution.Cancel().Happens(new FlowEvent.StepCancelled("a")),
        };
        var before = execution.Outcome;
        execution.Complete("finally.tell");

        // Assert
        Assert.Null(before);
        Assert.Equal(status, execution.RequestOf("finally.tell").Inputs["s"].GetString());
        Assert.Equal(status, execution.RequestOf("finally.tell").Inputs["a"].GetString());
        Assert.Equal(status, execution.Outcome?.Status.ToString());
        Assert.Equal(StepStatus.Succeeded, execution["finally.tell"]);
    }

    [Fact]
    public void On_FinallyFails_FailsAnExecutionThatSucceeded()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("clean"))).Complete("a");

        // Act
        execution.Fails("finally.clean");

        // Assert
        Assert.Equal("finally.clean", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_FinallyFails_KeepsTheFailureOfTheBody()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("clean"))).Fails("a");

        // Act
        execution.Fails("finally.clean");

        // Assert
        Assert.Equal("a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_CancelWhileFinallyRuns_LetsItFinish()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a")).Finally(Job("clean"), Job("tell", "clean"))).Complete("a");

        // Act
        execution.Cancel().Drain();

        // Assert
        Assert.Empty(execution.Cancelling);
        Assert.Equal(StepStatus.Succeeded, execution["finally.tell"]);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_BodySkipped_FinallyReadsNulls()
    {
        // Arrange: b never runs, since a fails first.
        var pipeline = Pipeline(Job("a"), Job("b", "a").Output("n"))
            .Finally(Job("tell").Input("n", "${{ steps.b.outputs.n == null }}").Input("s", "${{ steps.b.status }}"));

        // Act
        var execution = new Execution(pipeline).Fails("a");

        // Assert
        Assert.True(execution.RequestOf("finally.tell").Inputs["n"].GetBoolean());
        Assert.Equal("Skipped", execution.RequestOf("finally.tell").Inputs["s"].GetString());
    }
}
