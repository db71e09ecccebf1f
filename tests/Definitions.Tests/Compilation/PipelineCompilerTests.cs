using System.Text;
using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class PipelineCompilerTests
{
    [Fact]
    public void Compile_Quickstart_HasNoFaultAndAllSteps()
    {
        // Act
        var result = Compile(Quickstart.Text);

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

    [Fact]
    public void Compile_Outputs_HaveTheKindOfTheirEnding()
    {
        // Act
        var result = Compile("""
            pipeline: p
            steps:
              a:
                type: processing
                command: [x]
                outputs: { t: a.csv, n: a.npy, v: a.json, d: plots/, f: a.bin, r: { path: b.json, kind: report, optional: true } }
            """);

        // Assert
        var job = Assert.IsType<StepDefinition.Job>(result.Definition!.Body.Steps[0]);
        Assert.Equal(
            [
                new("t", "a.csv", ArtifactKind.Table), new("n", "a.npy", ArtifactKind.Array), new("v", "a.json", ArtifactKind.Value),
                new("d", "plots", ArtifactKind.Directory), new("f", "a.bin", ArtifactKind.File),
                new OutputDefinition("r", "b.json", ArtifactKind.Report, Optional: true),
            ],
            job.Outputs);
    }

    [Fact]
    public void Compile_ShortParameters_HaveTheTypeOfTheirValue()
    {
        // Act
        var result = Compile("""
            pipeline: p
            parameters: { a: 1, b: 1.0, c: yes, d: true, e: [1], f: "1", g: 0o17, h: 010, i: { type: float, default: 3 } }
            steps: { s: { type: processing, command: ["${{ parameters }}"] } }
            """);

        // Assert: 'yes' is text and 010 is ten, as YAML 1.2 has it
        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            ["Int 1", "Float 1.0", "String yes", "Bool True", "List [1]", "String 1", "Int 15", "Int 10", "Float 3.0"],
            result.Definition!.Parameters.Select(p => $"{p.Type} {p.Default}"));
    }

    [Fact]
    public void Compile_Json_GivesTheSameDefinitionAsYaml()
    {
        // Act
        var yaml = Compile("pipeline: p\nsteps:\n  a:\n    type: processing\n    command: [x, 1, 1.5, true]\n    timeout: 1m");
        var json = Compile("""{"pipeline": "p", "steps": {"a": {"timeout": "PT60S", "type": "processing", "command": ["x", 1, 1.5, true]}}}""");

        // Assert
        Assert.Equal(yaml.Definition!.Digest, json.Definition!.Digest);
    }

    [Fact]
    public void Compile_InnerReferences_BecomeDependenciesOfTheEnclosingStep()
    {
        // Act: both branches have a step 'train', and the inner name hides the outer one
        var result = Compile("""
            pipeline: p
            steps:
              first: { type: processing, command: [x] }
              train: { type: processing, command: [x] }
              pick:
                type: condition
                if: 'true'
                then:
                  steps:
                    train: { type: training, command: ["${{ steps.first.status }}"] }
                    after: { type: processing, command: ["${{ steps.train.outputs.model }}"] }
                else:
                  steps:
                    train: { type: training, command: [y] }
            """);

        // Assert
        Assert.Empty(result.Diagnostics);
        var pick = Assert.IsType<StepDefinition.Condition>(result.Definition!.Body.Steps[2]);
        Assert.Equal(["first"], pick.DependsOn);
        Assert.Equal(["train"], pick.Branches[0].Block.Steps[1].DependsOn);
    }

    [Fact]
    public void Compile_TestInBraces_IsTakenOut()
    {
        // Act
        var result = Compile("pipeline: p\nsteps: { a: { type: processing, command: [x], when: \"${{ 1 < 2 }}\" } }");

        // Assert
        Assert.Equal("1 < 2", result.Definition!.Body.Steps[0].When);
    }

    [Theory]
    [InlineData("1", "2", true)] // both branches give an int: text is no int
    [InlineData("1", "'a'", false)] // int or text: known when it runs
    [InlineData("1", null, false)] // int or null
    public void Compile_OutputOfBranches_HasATypeOnlyWhenAllAgree(string then, string? otherwise, bool isFault)
    {
        // Arrange
        var rest = otherwise is null ? "" : $"outputs: {{ n: \"${{{{ {otherwise} }}}}\" }}";
        var text = $$$"""
            pipeline: p
            steps:
              c:
                type: condition
                if: 'true'
                then: { outputs: { n: "${{ {{{then}}} }}" } }
                else: { {{{rest}}} }
              a: { type: processing, command: [x], when: steps.c.outputs.n }
            """;

        // Act
        var result = Compile(text);

        // Assert
        Assert.Equal(isFault ? ["PL1401"] : [], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Compile_BranchThatFails_HasNoSayInTypes()
    {
        // Act
        var result = Compile("""
            pipeline: p
            steps:
              c:
                type: condition
                if: 'true'
                then: { outputs: { n: 1 } }
                else: { steps: { stop: { type: fail, message: no } } }
              a: { type: processing, command: [x], when: steps.c.outputs.n }
            """);

        // Assert
        Assert.Equal(["PL1401"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Compile_StepThatMayBeSkipped_MayBeComparedWithNull()
    {
        // Act
        var result = Compile("""
            pipeline: p
            steps:
              t: { type: training, command: [x], metrics: { auc: 'auc=(.*)' }, when: 'false', onFailure: continue }
              a: { type: processing, command: [x], when: steps.t.metrics.auc == null }
            finally:
              tell: { type: processing, command: ["${{ steps.a.status }}"], when: steps.t.metrics.auc == null }
            """);

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Definition!.Finally!.Steps[0].DependsOn);
    }

    [Fact]
    public void Compile_MissingDefaultFile_Warns()
    {
        // Act
        var result = PipelineCompiler.Compile(
            new("p.yaml", "pipeline: p\nparameters: { d: { type: file, default: a.csv }, e: { type: directory, default: b } }\n"
                + "steps: { s: { type: processing, command: [x], inputs: { d: \"${{ parameters.d }}\", e: \"${{ parameters.e }}\" } } }"),
            new() { Files = new OnlyDirectories() });

        // Assert
        Assert.Equal(["PL1206"], result.Diagnostics.Select(d => d.Code));
        Assert.NotNull(result.Definition);
    }

    [Fact]
    public void Compile_AllConstructs_HasNoFault()
    {
        // Act
        var result = AllConstructs.Compile();

        // Assert
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task Compile_OnManyThreads_GivesTheSameBytes()
    {
        // Arrange
        var expected = Bytes();

        // Act
        var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(Bytes, TestContext.Current.CancellationToken)));

        // Assert
        Assert.All(all, bytes => Assert.Equal(expected, bytes));

        static string Bytes()
        {
            var definition = AllConstructs.Compile().Definition!;
            return definition.Digest + Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(definition, PipelineJson.Options));
        }
    }

    [Fact]
    public void Compile_TenThousandSteps_KeepsAllInOrder()
    {
        // Arrange: a chain, so that every step depends on another, and a condition every hundred steps
        var text = new StringBuilder("pipeline: big\nsteps:\n");
        for (var i = 0; i < 10_000; i++)
        {
            var from = i == 0 ? "1" : $"steps.s{i - 1}.status";
            if (i % 100 == 99) text.Append($"  s{i}: {{ type: condition, if: \"{from} != 'x'\", then: {{ outputs: {{ o: 1 }} }} }}\n");
            else text.Append($"  s{i}:\n    type: processing\n    command: [x, \"${{{{ {from} }}}}\"]\n    outputs: {{ o: o.csv }}\n");
        }

        // Act
        var result = Compile(text.ToString());

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal(10_000, result.Definition!.Body.Steps.Count);
        Assert.Equal(["s9998"], result.Definition.Body.Steps[9_999].DependsOn);
    }

    private static CompileResult Compile(string text) => PipelineCompiler.Compile(new SourceText("p.yaml", text));

    private sealed class OnlyDirectories : IProjectFiles
    {
        public bool FileExists(string path) => false;

        public bool DirectoryExists(string path) => true;

        public ProjectText Read(string path) => new ProjectText.Missing("is a directory");
    }
}
