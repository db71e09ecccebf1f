using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class NestedPipelineTests
{
    private const string Prepare = """
        pipeline: prepare
        parameters: { rows: { type: int, minimum: 1 }, ratio: { type: float, default: 0.5 }, data: { type: file } }
        steps: { split: { type: processing, command: [x, "${{ parameters }}"], outputs: { train: train.csv } } }
        outputs: { train: "${{ steps.split.outputs.train }}", rows: "${{ parameters.rows }}" }
        """;

    [Fact]
    public void Compile_NestedFile_IsPartOfTheDefinition()
    {
        // Act
        var result = Compile(
            "parameters: { data: { type: file } }\n"
            + "steps:\n  prep: { type: pipeline, file: parts/prepare.yaml, with: { rows: 3, ratio: 1, data: '${{ parameters.data }}' } }\n"
            + "  use: { type: processing, command: ['${{ steps.prep.outputs.rows + 1 }}'] }",
            ("parts/prepare.yaml", Prepare));

        // Assert
        Assert.Empty(result.Diagnostics);
        var nested = Assert.IsType<StepDefinition.Nested>(result.Definition!.Body.Steps[0]);
        Assert.Equal("parts/prepare.yaml", nested.File);
        Assert.Equal("prepare", nested.Pipeline.Name);
        Assert.StartsWith("sha256:", nested.Pipeline.Digest, StringComparison.Ordinal);
        Assert.Equal("1.0", nested.With["ratio"].GetRawText()); // a whole number for a float
        Assert.Equal(["prep"], result.Definition.Body.Steps[1].DependsOn);
    }

    [Theory]
    [InlineData("{ rows: 3, data: '${{ parameters.data }}', ratoi: 1 }", "PL1306", "did you mean 'ratio'?")]
    [InlineData("{ data: '${{ parameters.data }}' }", "PL1503", "'rows' is missing")]
    [InlineData("{ rows: 3 }", "PL1503", "'data' is a file")]
    [InlineData("{ rows: 3, data: data.csv }", "PL1503", "an artifact belongs here")]
    [InlineData("{ rows: 0, data: '${{ parameters.data }}' }", "PL1503", "below the minimum 1")]
    [InlineData("{ rows: many, data: '${{ parameters.data }}' }", "PL1503", "'many' is no int")]
    [InlineData("{ rows: \"${{ 'many' }}\", data: '${{ parameters.data }}' }", "PL1402", "a whole number belongs here")]
    public void Compile_WrongParameters_AreRefused(string with, string code, string says)
    {
        // Act
        var result = Compile(
            "parameters: { data: { type: file } }\nsteps:\n"
            + $"  prep: {{ type: pipeline, file: prepare.yaml, with: {with} }}\n  use: {{ type: processing, command: ['${{{{ parameters.data }}}}'] }}",
            ("prepare.yaml", Prepare));

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(code, found.Code);
        Assert.Contains(says, found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_FaultInNestedFile_IsReportedThereOnce()
    {
        // Act
        var result = Compile(
            "steps: { a: { type: pipeline, file: sub/a.yaml }, b: { type: pipeline, file: sub/a.yaml } }",
            ("sub/a.yaml", "pipeline: a\nsteps: { b: { type: pipeline, file: b.yaml } }"),
            ("sub/b.yaml", "pipeline: b\nsteps:\n  c: { type: procesing }"));

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal("project/sub/b.yaml:3:14", found.At.ToString());
        Assert.Null(result.Definition);
        Assert.Contains("c: { type: procesing }", found.Render(result.Sources), StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_FilesInACircle_AreRefused()
    {
        // Act
        var result = Compile(
            "steps: { a: { type: pipeline, file: a.yaml } }",
            ("a.yaml", "pipeline: a\nsteps: { b: { type: pipeline, file: sub/b.yaml } }"),
            ("sub/b.yaml", "pipeline: b\nsteps: { a: { type: pipeline, file: ../a.yaml } }"));

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(("PL1502", "project/sub/b.yaml"), (found.Code, found.At.File));
        Assert.Contains("a.yaml → sub/b.yaml → a.yaml", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_MissingFile_IsReportedAtItsName()
    {
        // Act
        var result = Compile("steps: { a: { type: pipeline, file: a.yaml } }");

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal("project/p.yaml:2:37: error PL1501: steps.a.file: 'a.yaml' is not there.", found.ToString().Split(" (")[0]);
    }

    [Fact]
    public void Compile_NestedScope_SeesNothingAround()
    {
        // Act
        var result = Compile(
            "parameters: { p: 1 }\nsteps:\n  first: { type: processing, command: ['${{ parameters.p }}'] }\n"
            + "  l: { type: loop, maximum: 2, steps: { a: { type: pipeline, file: a.yaml, needs: [] } } }",
            ("a.yaml", "pipeline: a\nsteps:\n  s: { type: processing, command: ['${{ parameters.p }}', '${{ steps.first.status }}', '${{ loop.index }}'] }"));

        // Assert
        Assert.Equal(["PL1306", "PL1301", "PL1311"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Compile_FilesThatDoubleEachOther_AreRefusedInsteadOfGrowing()
    {
        // Arrange: 2^30 copies of the innermost
        var files = Enumerable.Range(0, 30).Select(i => (
            $"f{i}.yaml",
            $"pipeline: f{i}\nsteps: {{ a: {{ type: pipeline, file: f{i + 1}.yaml }}, b: {{ type: pipeline, file: f{i + 1}.yaml }} }}"));

        // Act
        var result = Compile(
            "steps: { a: { type: pipeline, file: f0.yaml } }",
            [.. files, ("f30.yaml", "pipeline: last\nsteps: { w: { type: wait, duration: 1s } }")]);

        // Assert
        Assert.Contains(result.Diagnostics, d => d.Code == "PL1004");
        Assert.Null(result.Definition);
    }

    private static CompileResult Compile(string text, params (string Path, string Text)[] files) => PipelineCompiler.Compile(
        new SourceText("project/p.yaml", "pipeline: p\n" + text), new() { Files = new MemoryFiles(files) });
}
