using System.Text.Json;
using Pipelines.Definitions.Building;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Tests.Compilation;

namespace Pipelines.Definitions.Tests.Building;

public sealed class PipelineBuilderTests
{
    public static TheoryData<string> Pipelines =>
    [
        .. Repository.SamplePipelines().Select(f => Path.GetRelativePath(Repository.PathOf("samples"), f)),
        "all constructs",
        .. Enumerable.Range(0, Repository.YamlOf("language.md").Count).Select(i => $"language.md {i}"),
    ];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Build_SampleInCSharp_GivesTheSameDefinition(string name)
    {
        // Arrange
        var fromYaml = Compiled(name);

        // Act
        var built = BuilderReplay.Of(fromYaml).Build();

        // Assert
        Assert.Equal(JsonSerializer.Serialize(fromYaml, PipelineJson.Options), JsonSerializer.Serialize(built, PipelineJson.Options));
        Assert.Equal(fromYaml.Digest, built.Digest);
    }

    [Fact]
    public void Build_WrittenByHand_GivesTheDefinitionOfTheSample()
    {
        // Act
        var built = QuickstartInCSharp.Create().Build();

        // Assert
        Assert.Equal(Compiled(Path.Combine("quickstart", "pipeline.yaml")).Digest, built.Digest);
    }

    [Fact]
    public void Compile_Faults_ArePointedAtByPath()
    {
        // Arrange
        var pipeline = new PipelineBuilder("train");
        pipeline.Steps.Processing("prepare", step => step.Command("python3", "prepare.py").Output("train", "train.csv"));
        pipeline.Steps.Group("guarded", group => group.Steps.Training("fit", step => step
            .Command("python3", "fit.py", Cel.Of("parameters.rate"))
            .Input("data", new StepHandleText("prepare").Output("trian"))));

        // Act
        var result = pipeline.Compile();

        // Assert
        Assert.Equal(
            ["train: steps.guarded.steps.fit.command[2]: error PL1306", "train: steps.guarded.steps.fit.inputs.data: error PL1303"],
            result.Diagnostics.Select(d => d.ToString()[..d.ToString().IndexOf(": steps.guarded.fit", StringComparison.Ordinal)]));
        Assert.Contains("did you mean 'train'?", Assert.Throws<PipelineFaultsException>(() => pipeline.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_StepTwice_IsTheCallersFault()
    {
        // Arrange
        var pipeline = new PipelineBuilder("p");
        pipeline.Steps.WaitFor("a", "1s");

        // Act
        var add = () => pipeline.Steps.WaitFor("a", "1s");

        // Assert
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(add).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TextOfAnyKind_ComesThrough()
    {
        // Arrange
        const string text = "é ☕ 😀 \" \\ / \n \t \u0001 ' # : - { [ ${ }";
        var pipeline = new PipelineBuilder("p");
        pipeline.Steps.Processing("a", step => step.Command("x", text, 1.0, 1L, true).Env("A", "yes"));

        // Act
        var job = Assert.IsType<StepDefinition.Job>(pipeline.Build().Body.Steps[0]);

        // Assert
        var arguments = Assert.IsType<ProgramDefinition.Command>(job.Program).Arguments;
        Assert.Equal(text, arguments[1].GetString());
        Assert.Equal(["1.0", "1", "true"], arguments.Skip(2).Select(a => a.GetRawText()));
        Assert.Equal("yes", job.Env["A"].GetString());
    }

    [Fact]
    public void ToJson_OfABuilder_CompilesToTheSameDefinition()
    {
        // Arrange
        var pipeline = QuickstartInCSharp.Create();

        // Act
        var compiled = PipelineCompiler.Compile(new SourceText("pipeline.json", pipeline.ToJson()));

        // Assert
        Assert.Equal(pipeline.Build().Digest, compiled.Definition!.Digest);
    }

    private static PipelineDefinition Compiled(string name)
    {
        if (name == "all constructs") return AllConstructs.Compile().Definition!;
        if (name.StartsWith("language.md ", StringComparison.Ordinal))
        {
            var pages = Repository.YamlOf("language.md");
            var files = new MemoryFiles(("prepare.yaml", pages.Single(e => e.Contains("pipeline: prepare\n", StringComparison.Ordinal))));
            var page = new SourceText("language.md", pages[int.Parse(name.AsSpan("language.md ".Length))]);
            return PipelineCompiler.Compile(page, new() { Files = files }).Definition!;
        }

        var file = Repository.PathOf("samples", name);
        return PipelineCompiler.Compile(
            new SourceText(file, File.ReadAllText(file)), new() { Files = new FolderFiles(Path.GetDirectoryName(file)!) }).Definition!;
    }

    /// <summary>What a step handle writes, of a step that another method added.</summary>
    private sealed record StepHandleText(string Name)
    {
        public Cel Output(string name) => Cel.Of($"steps.{Name}.outputs.{name}");
    }
}
