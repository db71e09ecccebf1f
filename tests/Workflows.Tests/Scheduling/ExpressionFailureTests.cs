using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class ExpressionFailureTests
{
    private static readonly int[] Four = [1, 2, 3, 4];

    public static TheoryData<string, string> Fields => new()
    {
        { "input", "steps.a.inputs.x: '${{ parameters.list[9] }}': " },
        { "when", "steps.a.when: 'parameters.list[9] == 1': " },
        { "command", "steps.a.command[1]: '${{ parameters.list[9] }}': " },
        { "env", "steps.a.env.E: '${{ parameters.list[9] }}': " },
        { "nested", "steps.a.inputs.x[1].deep: 'in ${{ parameters.list[9] }}': " },
        { "condition", "steps.a.if: 'parameters.list[9] == 1': " },
        { "fail", "steps.a.message: '${{ parameters.list[9] }}': " },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Start_ExpressionWithoutValue_FailsTheStepNamingFieldAndExpression(string where, string expected)
    {
        // Arrange
        const string Broken = "${{ parameters.list[9] }}";
        StepDefinition step = where switch
        {
            "input" => Job("a").Input("x", Broken),
            "when" => Job("a").When("parameters.list[9] == 1"),
            "command" => Job("a") with { Program = new ProgramDefinition.Command([Json("echo"), Json(Broken)]) },
            "env" => Job("a") with { Env = new Dictionary<string, System.Text.Json.JsonElement> { ["E"] = Json(Broken) } },
            "nested" => Job("a").Input("x", new object[] { "fine", new { deep = "in " + Broken } }),
            "condition" => If("a", "parameters.list[9] == 1", [Job("x")]),
            _ => Fail("a", Broken),
        };

        // Act
        var execution = new Execution(Pipeline(step), ("list", Four));

        // Assert
        var error = execution.View.Steps["a"].Error!;
        Assert.Equal("ExpressionFailed", error.Type);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal("a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
        Assert.Empty(execution.Started);
    }

    [Fact]
    public void Start_ConditionThatIsNoTruthValue_Fails()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline(If("c", "1 + 1", [Job("x")])));

        // Assert
        Assert.Equal("steps.c.if: '1 + 1' is of type int; it must be true or false", execution.View.Steps["c"].Error?.Message);
    }

    [Fact]
    public void Start_Env_IsNoNameInTheWorkflow()
    {
        // Arrange, Act
        var execution = new Execution(Pipeline(Job("a").Input("x", "${{ env.HOME }}")));

        // Assert
        Assert.Equal("ExpressionFailed", execution.View.Steps["a"].Error?.Type);
    }

    [Fact]
    public void On_StepThatIsNotNeededYetRead_SaysSo()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a").Output("n"), Job("b").Input("n", "${{ steps.a.outputs.n }}")));

        // Act
        var error = execution.View.Steps["b"].Error!;

        // Assert
        Assert.Contains("step 'a' is not done; add it to 'needs'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_BrokenBranchOutput_FailsTheCondition()
    {
        // Arrange
        var pipeline = Pipeline(If("c", "true", Block(Job("x")).Gives("n", "${{ steps.x.outputs.n }}"), null));

        // Act
        var execution = new Execution(pipeline).Complete("c.then.x");

        // Assert
        var error = execution.View.Steps["c"].Error!;
        Assert.Equal("ExpressionFailed", error.Type);
        Assert.StartsWith("steps.c.then.outputs.n: '${{ steps.x.outputs.n }}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_BrokenPipelineOutput_FailsTheExecution()
    {
        // Arrange
        var pipeline = Pipeline(Block(Job("a")).Gives("n", "${{ steps.a.outputs.n }}")).Finally(Job("tell").Input("s", "${{ execution.status }}"));

        // Act
        var execution = new Execution(pipeline).Complete("a");

        // Assert
        Assert.Equal("Failed", execution.RequestOf("finally.tell").Inputs["s"].GetString());
        var failed = Assert.IsType<FlowOutcome.Failed>(execution.Drain().Outcome);
        Assert.Null(failed.Failure.Step);
        Assert.StartsWith("ExpressionFailed: outputs.n: '${{ steps.a.outputs.n }}': ", failed.Failure.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 +", "when")]
    [InlineData("true", "input")]
    public void Start_TextThatIsNoExpression_RefusesTheDefinition(string when, string field)
    {
        // Arrange
        var step = field == "when" ? Job("a").When(when) : Job("a").Input("x", "${{ 1 + }}");

        // Act
        var execution = new Execution(Pipeline(step));

        // Assert
        var failed = Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
        Assert.Equal("InvalidDefinition", failed.Failure.Error.Type);
        Assert.StartsWith("steps.a.", failed.Failure.Error.Message, StringComparison.Ordinal);
    }
}
