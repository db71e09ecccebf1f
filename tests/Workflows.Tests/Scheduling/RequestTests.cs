using System.Text.Json;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class RequestTests
{
    private static readonly string[] Word = ["x y", "z"];

    [Fact]
    public void Start_Job_EvaluatesEveryField()
    {
        // Arrange
        var job = Job("a") with
        {
            Type = "training",
            Program = new ProgramDefinition.Command(
                [Json("python3"), Json("train.py"), Json("--rate=${{ parameters.rate }}"), Json("${{ parameters.words }}"), Json("${{ parameters.n > 3 }}")]),
            Hyperparameters = new Dictionary<string, JsonElement> { ["epochs"] = Json("${{ 10 * parameters.n }}"), ["fixed"] = Json(new { a = 1 }) },
            Env = new Dictionary<string, JsonElement> { ["N"] = Json("${{ parameters.n }}"), ["WHO"] = Json("${{ pipeline.name }}/${{ execution.id }}") },
            Metrics = new Dictionary<string, string> { ["auc"] = "auc=(.*)" },
            Timeout = TimeSpan.FromMinutes(5),
            Queue = "gpu",
        };
        var pipeline = Pipeline(job.Output("o")) with
        {
            Parameters =
            [
                new ParameterDefinition("rate", ParameterType.Float), new ParameterDefinition("words", ParameterType.List),
                new ParameterDefinition("n", ParameterType.Int),
            ],
        };

        // Act
        var execution = new Execution(pipeline, ("rate", 0.25), ("words", Word), ("n", 7));

        // Assert
        var command = Assert.IsType<FlowCommand.RunJob>(Assert.Single(execution.Commands));
        var request = command.Request;
        Assert.Equal("a", request.Step);
        Assert.Equal("training", request.Type);
        Assert.Equal(["python3", "train.py", "--rate=0.25", "x y", "z", "true"], request.Command);
        Assert.Null(request.Component);
        Assert.Equal(70, request.Hyperparameters["epochs"].GetInt32());
        Assert.Equal("""{"a":1}""", request.Hyperparameters["fixed"].GetRawText());
        Assert.Equal("7", request.Env["N"]);
        Assert.Equal("test/run-1", request.Env["WHO"]);
        Assert.Equal("run-1", request.Context.ExecutionId);
        Assert.Equal("o", Assert.Single(request.Outputs).Name);
        Assert.Equal("auc=(.*)", request.Metrics["auc"]);
        Assert.Equal(new StepOptions(TimeSpan.FromMinutes(5), null, "gpu"), command.Options);
    }

    [Fact]
    public void Start_FloatParameterGivenAsWholeNumber_StaysAFloat()
    {
        // Arrange
        var pipeline = Pipeline(Job("a").Input("half", "${{ parameters.rate / 2.0 }}")) with
        {
            Parameters = [new ParameterDefinition("rate", ParameterType.Float)],
        };

        // Act
        var execution = new Execution(pipeline, ("rate", 1));

        // Assert
        Assert.Equal(0.5, execution.RequestOf("a").Inputs["half"].GetDouble());
    }

    [Fact]
    public void Start_ParameterNotGiven_TakesItsDefault()
    {
        // Arrange
        var pipeline = Pipeline(Job("a").Input("n", "${{ parameters.n }}")) with
        {
            Parameters = [new ParameterDefinition("n", ParameterType.Int) { Default = Json(5) }],
        };

        // Act
        var execution = new Execution(pipeline);

        // Assert
        Assert.Equal(5, execution.RequestOf("a").Inputs["n"].GetInt32());
    }

    [Fact]
    public void On_MetricThatIsAWholeNumber_ComparesAndComputesAsAFloat()
    {
        // Arrange
        var pipeline = Pipeline(Job("a"), Job("b", "a").Input("loss", "${{ 1.0 - steps.a.metrics.auc }}"));

        // Act
        var execution = new Execution(pipeline).CompleteWithMetrics("a", ("auc", 1));

        // Assert
        Assert.Equal(0, execution.RequestOf("b").Inputs["loss"].GetDouble());
    }

    [Fact]
    public void On_ArtifactOutput_PassesItOnUnchanged()
    {
        // Arrange
        var artifact = new Dictionary<string, object> { ["$artifact"] = new { digest = "sha256:1", kind = "table", name = "t.csv", size = 5 } };
        var pipeline = Pipeline(Job("a").Output("t"), Job("b", "a").Input("t", "${{ steps.a.outputs.t }}"));

        // Act
        var execution = new Execution(pipeline).Complete("a", ("t", artifact));

        // Assert
        Assert.Equal("""{"$artifact":{"digest":"sha256:1","kind":"table","name":"t.csv","size":5}}""", execution.RequestOf("b").Inputs["t"].GetRawText());
    }

    [Fact]
    public void On_Register_NamesTheArtifactAndHandsOutTheVersion()
    {
        // Arrange
        var artifact = new Dictionary<string, object> { ["$artifact"] = new { digest = "sha256:1", kind = "model", name = "model", size = 5 } };
        var register = new StepDefinition.Register
        {
            Name = "r",
            Type = "register",
            Group = Json("cancer"),
            Model = Json("${{ steps.a.outputs.model }}"),
            Metrics = new Dictionary<string, JsonElement> { ["auc"] = Json("${{ 0.5 }}") },
            DependsOn = ["a"],
        };
        var pipeline = Pipeline(Block(Job("a") with { Type = "training" }, register).Gives("v", "${{ steps.r.outputs.version }}"));

        // Act
        var execution = new Execution(pipeline).Complete("a", ("model", artifact)).Complete("r", ("group", "cancer"), ("version", 4));

        // Assert
        var request = Assert.Single(execution.Commands.OfType<FlowCommand.RegisterModel>()).Request;
        Assert.Equal(("r", "cancer", "pending", "sha256:1"), (request.Step, request.Group, request.Approval, request.Model.Digest));
        Assert.Equal(0.5, request.Metrics["auc"].GetDouble());
        Assert.Equal(4, Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs["v"].GetInt32());
    }

    [Fact]
    public void Start_RegisterOfSomethingElse_FailsWithField()
    {
        // Arrange
        var register = new StepDefinition.Register { Name = "r", Type = "register", Group = Json("g"), Model = Json("model.bin") };

        // Act
        var execution = new Execution(Pipeline(register));

        // Assert
        var error = execution.View.Steps["r"].Error!;
        Assert.Equal("ExpressionFailed", error.Type);
        Assert.StartsWith("steps.r.model is 'model.bin'; it must be an artifact", error.Message, StringComparison.Ordinal);
    }
}
