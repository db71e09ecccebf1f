using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class TemplatesTests
{
    [Fact]
    public void Compile_StepThatUsesATemplate_IsTheTemplateWithItsOwnFieldsOverIt()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", """
            pipeline: p
            templates:
              fit:
                type: training
                command: [python3, fit.py]
                hyperparameters: { rate: 0.1, epochs: 3 }
                tags: [fit]
              slow-fit: { use: fit, timeout: 9h, hyperparameters: { epochs: 900 } }
            steps:
              a: { use: fit, hyperparameters: { rate: 0.5 }, tags: [a] }
              b: { use: slow-fit, needs: [a] }
            """));
        var written = PipelineCompiler.Compile(new SourceText("p.yaml", """
            pipeline: p
            steps:
              a: { type: training, command: [python3, fit.py], hyperparameters: { rate: 0.5, epochs: 3 }, tags: [a] }
              b: { type: training, command: [python3, fit.py], hyperparameters: { rate: 0.1, epochs: 900 }, tags: [fit], timeout: 9h, needs: [a] }
            """));

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            JsonSerializer.Serialize(written.Definition, PipelineJson.Options), JsonSerializer.Serialize(result.Definition, PipelineJson.Options));
    }

    [Fact]
    public void Compile_TemplateWithBlocks_IsReadInTheScopeOfEachUse()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", """
            pipeline: p
            templates:
              try: { type: group, steps: { s: { use: run } }, finally: { t: { use: run } } }
              run: { type: processing, command: ["${{ steps.first.status }}"] }
            steps:
              first: { type: wait, duration: 1s }
              a: { use: try }
              f: { type: foreach, items: [1], steps: { first: { type: wait, duration: 1s }, b: { use: try } } }
            """));

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["first"], result.Definition!.Body.Steps[1].DependsOn);
        var each = Assert.IsType<StepDefinition.ForEach>(result.Definition.Body.Steps[2]);
        Assert.Empty(each.DependsOn);
        Assert.Equal(["first"], each.Block.Steps[1].DependsOn);
    }

    [Fact]
    public void Compile_TemplatesThatDoubleEachOther_AreRefusedInsteadOfGrowing()
    {
        // Arrange: 2^40 steps
        var templates = string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"  t{i}: {{ type: group, steps: {{ a: {{ use: t{i + 1} }}, b: {{ use: t{i + 1} }} }} }}\n"));

        // Act
        var result = PipelineCompiler.Compile(new SourceText(
            "p.yaml", $"pipeline: p\ntemplates:\n{templates}  t40: {{ type: wait, duration: 1s }}\nsteps: {{ s: {{ use: t0 }} }}\n"));

        // Assert
        Assert.Null(result.Definition);
        Assert.Contains(result.Diagnostics, d => d.Code == "PL1004");
    }
}
