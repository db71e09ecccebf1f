using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>What people write runs as they mean it: from the text of a definition to its outcome.</summary>
public sealed class CompiledTextTests
{
    private const string Text = """
        pipeline: breast-cancer
        parameters:
          target: { type: float, default: 1, minimum: 0, maximum: 1 }
          seed: 42
        steps:
          evaluate:
            type: evaluate
            component: classifier.evaluate
            inputs: { model: "${{ steps.train.outputs.model }}", test: "${{ steps.prepare.outputs.test }}" }
            outputs: { report: report.json }
          train:
            type: training
            command: [python3, train.py, --seed, "${{ parameters.seed }}"]
            inputs: { train: "${{ steps.prepare.outputs.train }}" }
            hyperparameters: { rate: "${{ parameters.target / 10.0 }}" }
            metrics: { auc: 'auc=([0-9.]+)' }
            retry: { attempts: 2, interval: 2s }
          prepare:
            type: processing
            component: tabular.clean-and-split
            outputs: { train: train.csv, test: test.csv }
          good-enough:
            type: condition
            if: steps.evaluate.metrics.auc >= parameters.target - 0.05
            then:
              steps:
                register:
                  type: register
                  group: breast-cancer
                  model: ${{ steps.train.outputs.model }}
                  metrics: { auc: "${{ steps.evaluate.metrics.auc }}" }
              outputs: { version: "${{ steps.register.outputs.version }}" }
            else:
              steps: { give-up: { type: fail, message: "AUC ${{ steps.evaluate.metrics.auc }}" } }
        finally:
          notify: { type: processing, command: [echo, "${{ execution.status }}"] }
        outputs: { version: "${{ steps.good-enough.outputs.version }}" }
        """;

    [Fact]
    public void Run_GoodModel_RegistersIt()
    {
        // Arrange
        var execution = new Execution(Compile());

        // Act
        execution.Complete("prepare", ("train", Artifact("table")), ("test", Artifact("table")));
        execution.Complete("train", ("model", Artifact("model"))).CompleteWithMetrics("evaluate", ("auc", 1));
        execution.Complete("good-enough.then.register", ("group", "breast-cancer"), ("version", 3));
        execution.Complete("finally.notify");

        // Assert
        Assert.Equal(3, Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome).Outputs["version"].GetInt32());
        var train = execution.RequestOf("train");
        Assert.Equal(["python3", "train.py", "--seed", "42"], train.Command);
        Assert.Equal(0.1, train.Hyperparameters["rate"].GetDouble());
        Assert.Equal(["echo", "Succeeded"], execution.RequestOf("finally.notify").Command);
        var register = Assert.Single(execution.Commands.OfType<FlowCommand.RegisterModel>()).Request;
        Assert.Equal("1.0", register.Metrics["auc"].GetRawText());
        Assert.Equal(2, execution.Commands.OfType<FlowCommand.RunJob>().First(job => job.Path == "train").Options.Retry?.Attempts);
    }

    [Fact]
    public void Run_PoorModel_FailsWithItsMessage()
    {
        // Arrange
        var execution = new Execution(Compile());

        // Act
        execution.Complete("prepare", ("train", Artifact("table")), ("test", Artifact("table")));
        execution.Complete("train", ("model", Artifact("model"))).CompleteWithMetrics("evaluate", ("auc", 0.5)).Drain();

        // Assert
        var failure = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure;
        Assert.Equal("step 'good-enough.else.give-up' failed: Fail: AUC 0.5", failure.Describe());
        Assert.Equal(["echo", "Failed"], execution.RequestOf("finally.notify").Command);
        Assert.Equal(StepStatus.Skipped, execution["good-enough.then.register"]);
    }

    private static Dictionary<string, object> Artifact(string kind) =>
        new() { ["$artifact"] = new { digest = "sha256:1", kind, name = "a", size = 1 } };

    private static PipelineDefinition Compile()
    {
        var result = PipelineCompiler.Compile(new SourceText("pipeline.yaml", Text));
        Assert.Empty(result.Diagnostics);
        var json = JsonSerializer.Serialize(result.Definition, PipelineJson.Options);
        return JsonSerializer.Deserialize<PipelineDefinition>(json, PipelineJson.Options)!;
    }
}
