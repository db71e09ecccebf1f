using System.Text.RegularExpressions;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Starter.Tests.Running;
using Pipelines.Testing.Files;

namespace Pipelines.Starter.Tests.Offline;

/// <summary>Faults of test files, each with its place.</summary>
public sealed partial class TestFileTests
{
    private const string Pipeline = """
        pipeline: p
        parameters: { rate: 0.5, name: { type: string } }
        steps:
          prepare: { type: processing, component: c, inputs: { n: "${{ parameters.name }}", r: "${{ parameters.rate }}" }, outputs: { rows: rows.csv } }
          each:
            type: foreach
            items: [1, 2]
            steps: { train: { type: training, component: c, hyperparameters: { i: "${{ item }}" } } }
          ask: { type: approval, message: Well? }
          call: { type: http, url: "http://127.0.0.1/x" }
        """;

    [Theory]
    [InlineData("cases: { a: { parameters: { name: x }, stepz: {} } }", "1:40", "PT1001", "steps")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { prepare: { output: 1 } } } }", "1:60", "PT1001", "outputs")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { prepare: { duration: soon } } } }", "1:70", "PT1002", "duration")]
    [InlineData("cases: [1]", "1:8", "PT1002", "a map")]
    [InlineData("parameters: { name: x }", "1:1", "PT1003", "cases")]
    [InlineData("cases: { a: { parameters: { name: x }, expect: { status: Succeded } } }", "1:58", "PT1004", "Succeeded")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { prepare: { fail: no, decide: [again] } } } }", "1:79", "PT1004", "retry, skip, fail")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { prepar: {} } } }", "1:49", "PT1005", "prepare")]
    [InlineData("cases: { a: { parameters: { name: x }, expect: { steps: { 'each[0].tran': Failed } } } }", "1:59", "PT1005", "each[0].tran")]
    [InlineData("cases: { a: { parameters: { name: x }, expect: { order: [prepare, trian] } } }", "1:67", "PT1005", "train")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { ask: { outputs: { a: 1 } } } } }", "1:56", "PT1006", "approve")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { each: { duration: 1s } } } }", "1:57", "PT1006", "inside")]
    [InlineData("cases: { a: { parameters: { name: x }, steps: { prepare: { outputs: { row: 1 } } } } }", "1:71", "PT1007", "rows")]
    [InlineData("pipeline: other.yaml", "1:11", "PT1008", "other.yaml")]
    [InlineData("cases: { a: { parameters: { name: x, rat: 1 } } }", "1:38", "PT1009", "rate")]
    [InlineData("cases: { a: { } }", "1:10", "PT1009", "name")]
    [InlineData("cases: { a: { parameters: { name: x, rate: fast } } }", "1:44", "PT1002", "a number")]
    public void Read_Fault_HasPlaceCodeAndAWayOut(string yaml, string place, string code, string said)
    {
        var file = TestFile.Read(new SourceText("t.yaml", yaml), Load);

        var fault = Assert.Single(file.Diagnostics);
        Assert.Equal((code, $"t.yaml:{place}"), (fault.Code, fault.At.ToString()));
        Assert.Contains(said, fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(file.Cases);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [")]
    [InlineData("- 1")]
    [InlineData("*x")]
    public void Read_NoTestFile_IsAFaultAndNeverACrash(string yaml) =>
        Assert.NotEmpty(TestFile.Read(new SourceText("t.yaml", yaml), Load).Diagnostics);

    [Fact]
    public void Read_ManyFaults_AreAllReported()
    {
        var file = TestFile.Read(new SourceText("t.yaml", """
            cases:
              a: { parameters: { name: 1 }, steps: { x: {}, y: {} } }
              b: { parameters: { name: x }, expect: { status: 7, stepz: {} } }
            """), Load);

        Assert.Equal(6, file.Diagnostics.Count);
    }

    [Fact]
    public void ErrorsPage_Headings_AreTheCodesOfTestFiles()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        Assert.Equal(TestCodes.All, Heading().Matches(page).Select(match => match.Groups[1].Value));
    }

    private static Definitions.Model.PipelineDefinition? Load(string path) => path == "pipeline.yaml"
        ? PipelineCompiler.Compile(new SourceText("pipeline.yaml", Pipeline), new CompileOptions()).Definition
        : null;

    [GeneratedRegex("^### (PT[0-9]{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
