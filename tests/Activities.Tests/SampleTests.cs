using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Tests.Jobs;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests;

/// <summary>The samples' definitions are right, and their steps reach the targets that they set themselves.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("quickstart")]
    [InlineData("script-mode")]
    public async Task Run_StepsOfASample_ReachItsTargets(string sample)
    {
        // Arrange
        var folder = SampleFolder(sample);
        var file = Path.Combine(folder, "pipeline.yaml");
        var compiled = PipelineCompiler.Compile(
            new SourceText(file, await File.ReadAllTextAsync(file, JobBench.Cancel)));
        Assert.Empty(compiled.Diagnostics);
        var steps = compiled.Definition!.Body.Steps.ToDictionary(step => step.Name);
        var parameters = compiled.Definition.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Default!.Value);
        using var bench = new JobBench();
        var data = await ArtifactImport.ImportAsync(
            bench.Local.Artifacts, ParameterType.File, folder, parameters["data"].GetString()!, JobBench.Cancel);
        var seed = parameters["seed"];
        var epochs = parameters["epochs"];

        // Act
        var prepared = await RunAsync("prepare", Given((sample == "quickstart" ? "data" : "raw", data)));
        var trained = await RunAsync("train", Given(("train", prepared.Outputs["train"])));
        var evaluated = await RunAsync(
            "evaluate", Given(("model", trained.Outputs["model"]), ("test", prepared.Outputs["test"])));

        // Assert
        Assert.True(evaluated.Metrics["accuracy"].GetDouble() >= parameters["accuracy"].GetDouble(), evaluated.Metrics["accuracy"].ToString());
        Assert.True(
            evaluated.Metrics["auc"].GetDouble() >= parameters["auc"].GetDouble(), evaluated.Metrics["auc"].ToString());
        Assert.InRange(trained.Metrics["loss"].GetDouble(), 0.001, 0.2);
        Assert.InRange(trained.Metrics["train-accuracy"].GetDouble(), 0.95, 1);

        Task<JobResult> RunAsync(string name, Dictionary<string, JsonElement> given)
        {
            var step = Assert.IsType<StepDefinition.Job>(steps[name]);
            return bench.RunAsync(new JobRequest
            {
                Context = new PipelineContext { Pipeline = sample, Version = compiled.Definition.Digest, ExecutionId = "run-1", ProjectDirectory = folder },
                Step = name,
                Type = step.Type,
                Command = step.Program is ProgramDefinition.Command command ? [.. command.Arguments.Select(argument => Value(argument).ToString())] : null,
                Component = step.Program is ProgramDefinition.Component component ? component.Name : null,
                Inputs = step.Inputs.ToDictionary(input => input.Key, input => given.TryGetValue(input.Key, out var value) ? value : Value(input.Value)),
                Hyperparameters = step.Hyperparameters.ToDictionary(each => each.Key, each => Value(each.Value)),
                Outputs = step.Outputs,
                Metrics = step.Metrics,
                Report = step.Report,
            });
        }

        // The samples' templates are single expressions over two parameters.
        JsonElement Value(JsonElement template) => template.ToString() switch
        {
            "${{ parameters.seed }}" => seed,
            "${{ parameters.epochs }}" => epochs,
            _ => template,
        };
    }

    private static Dictionary<string, JsonElement> Given(params (string Name, JsonElement Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);

    private static string SampleFolder(string sample)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "samples", sample);
            if (Directory.Exists(found)) return found;
        }

        throw new DirectoryNotFoundException($"samples/{sample} is not above {AppContext.BaseDirectory}");
    }
}
