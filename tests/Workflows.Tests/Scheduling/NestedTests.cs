using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class NestedTests
{
    private static PipelineDefinition Inner => Pipeline(Block(
            Job("a").Input("rate", "${{ parameters.rate }}").Input("who", "${{ pipeline.name }}").Output("n"),
            Job("b", "a"))
        .Gives("n", "${{ steps.a.outputs.n }}"))
        .Finally(Job("last").Input("status", "${{ execution.status }}").Input("n", "${{ steps.a.status }}")) with
    {
        Name = "inner",
        Parameters =
        [
            new ParameterDefinition("rate", ParameterType.Float) { Default = Json(0.5), Maximum = 1 },
        ],
    };

    [Fact]
    public void On_NestedPipeline_HasItsOwnParametersAndFinally()
    {
        // Arrange
        var execution = new Execution(Pipeline(Nested("p", Inner, ("rate", "${{ parameters.x }}")), Job("after", "p")), ("x", 0.25));

        // Act
        execution.Complete("p.a", ("n", 3)).Drain();

        // Assert
        Assert.Equal(["p.a", "p.b", "p.finally.last", "after"], execution.Started);
        Assert.Equal(0.25, execution.RequestOf("p.a").Inputs["rate"].GetDouble());
        Assert.Equal("inner", execution.RequestOf("p.a").Inputs["who"].GetString());
        Assert.Equal("Succeeded", execution.RequestOf("p.finally.last").Inputs["status"].GetString());
        Assert.Equal("Succeeded", execution.RequestOf("p.finally.last").Inputs["n"].GetString());
        Assert.Equal(3, execution.View.Steps["p"].Outputs["n"].GetInt32());
    }

    [Fact]
    public void Start_NoParameterGiven_TakesItsDefault()
    {
        // Act
        var execution = new Execution(Pipeline(Nested("p", Inner)));

        // Assert
        Assert.Equal(0.5, execution.RequestOf("p.a").Inputs["rate"].GetDouble());
    }

    [Theory]
    [InlineData("text", "with.rate: \"text\" was given, but parameter 'rate' is of type Float")]
    [InlineData(2, "with.rate: 2 is above the maximum 1")]
    public void Start_ParameterDoesNotFit_Fails(object value, string expected)
    {
        // Act
        var execution = new Execution(Pipeline(Nested("p", Inner, ("rate", value))));

        // Assert
        Assert.Contains(expected, execution.View.Steps["p"].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_InnerStepReadsAStepAround_FailsSinceItIsNotThere()
    {
        // Arrange
        var inner = Pipeline(Job("x").Input("n", "${{ steps.outside.outputs.n }}"));
        var execution = new Execution(Pipeline(Job("outside").Output("n"), Nested("p", inner).Needs("outside")));

        // Act
        execution.Complete("outside", ("n", 1));

        // Assert
        Assert.Equal("ExpressionFailed", execution.View.Steps["p.x"].Error?.Type);
    }

    [Fact]
    public void On_InnerFailure_RunsItsFinallyThenFailsTheStep()
    {
        // Arrange
        var execution = new Execution(Pipeline(Nested("p", Inner), Job("beside")));

        // Act
        execution.Fails("p.a");
        var running = execution.Running.ToList();
        execution.Drain();

        // Assert
        Assert.Equal(["beside", "p.finally.last"], running);
        Assert.Equal("Failed", execution.RequestOf("p.finally.last").Inputs["status"].GetString());
        Assert.Equal("p.a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
    }

    [Fact]
    public void On_InnerFailureMode_HoldsInsideOnly()
    {
        // Arrange
        var inner = Pipeline(Job("x"), Job("y")).Mode(FailureMode.FailFast);
        var execution = new Execution(Pipeline(Nested("p", inner).Continues(), Job("beside")).Mode(FailureMode.ContinueIndependent));

        // Act
        execution.Fails("p.x");

        // Assert
        Assert.Equal(["p.y"], execution.Cancelling);
    }

    [Fact]
    public void On_InnerTimeout_StopsItsStepsAndRunsItsFinally()
    {
        // Arrange
        var inner = Inner with { Timeout = TimeSpan.FromMinutes(5) };
        var execution = new Execution(Pipeline(Nested("p", inner).Continues()));

        // Act
        execution.Fire("p").Happens(new FlowEvent.StepCancelled("p.a")).Drain();

        // Assert
        Assert.Equal("Failed", execution.RequestOf("p.finally.last").Inputs["status"].GetString());
        Assert.Equal(("Timeout", "it took longer than its timeout of 5m"), (execution.View.Steps["p"].Error!.Type, execution.View.Steps["p"].Error!.Message));
    }
}
