using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class RefusalTests
{
    [Fact]
    public void Start_LaterSchema_FailsAndSaysWhatToDo()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline(Job("a")) with { Schema = 2 });

        // Assert
        var failure = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure;
        Assert.Equal("UnsupportedDefinition", failure.Error.Type);
        Assert.Contains("schema 2", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains("this worker runs 1 to 1", failure.Error.Message, StringComparison.Ordinal);
        Assert.Empty(execution.Started);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "twice", "steps.a: the name is used twice" },
        { "unknown", "steps.c.then.a: it needs 'b', which its block does not have" },
        { "cycle", "steps.a: it needs itself, by way of the steps that it needs" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Start_Contradiction_FailsWithStepAndReason(string fault, string message)
    {
        // Arrange
        StepDefinition[] steps = fault switch
        {
            "twice" => [Job("a"), Job("a")],
            "unknown" => [Job("b"), If("c", "true", [Job("a", "b")])],
            _ => [Job("a", "b"), Job("b", "a"), Job("c")],
        };

        // Act
        var execution = new Execution(Pipeline(steps));

        // Assert
        var failure = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure;
        Assert.Equal("InvalidDefinition", failure.Error.Type);
        Assert.Equal(message, failure.Error.Message);
    }
}
