using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class PipelineCompilerTests
{
    [Fact]
    public void Compile_Quickstart_HasNoFaultAndAllSteps()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("pipeline.yaml", Quickstart.Text));

        // Assert
        Assert.Empty(result.Diagnostics);
        var definition = result.Definition!;
        Assert.Equal("breast-cancer", definition.Name);
        Assert.Equal(["prepare", "train", "evaluate", "good-enough"], definition.Body.Steps.Select(s => s.Name));
        Assert.Equal(["prepare", "train"], definition.Body.Steps[2].DependsOn);
        Assert.Equal(["evaluate", "train"], definition.Body.Steps[3].DependsOn);
        var train = Assert.IsType<StepDefinition.Job>(definition.Body.Steps[1]);
        Assert.Equal(TimeSpan.FromMinutes(30), train.Timeout);
        Assert.Equal(3, train.Retry!.Attempts);
        Assert.Equal("${{ parameters.rate }}", train.Hyperparameters["rate"].GetString());
        var condition = Assert.IsType<StepDefinition.Condition>(definition.Body.Steps[3]);
        Assert.Equal(["then", "else"], condition.Branches.Select(b => b.Word));
        Assert.Equal("steps.evaluate.metrics.auc >= parameters.target", condition.Branches[0].If);
        Assert.StartsWith("sha256:", definition.Digest, StringComparison.Ordinal);
    }
}
