using System.Text.Json;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Evaluation;

/// <summary><c>pipelines eval</c>.</summary>
public sealed class EvalTests
{
    [Theory]
    [InlineData("parameters.rate * 2.0", "rate=0.25", "0.5")]
    [InlineData("${{ parameters.n + 1 }}", "n=41", "42")]
    [InlineData("parameters.name + '!'", "name=a b", "a b!")]
    [InlineData("max(parameters.rates)", "rates=[0.1, 0.3]", "0.3")]
    [InlineData("parameters.who.first", "who={first: Ann}", "Ann")]
    public async Task Eval_ParametersOnTheCommandLine_PrintsTheValue(string expression, string parameter, string expected)
    {
        var run = await CommandRun.OfAsync("eval", expression, "-p", parameter);

        Assert.Equal((0, expected), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Eval_ParametersOfAPipeline_HaveTheirTypesAndDefaults()
    {
        // A whole number for a float: without the pipeline 1 / 2 would be 0.
        using var folder = new TemporaryFolder();
        var pipeline = folder.Write("pipeline.yaml", """
            pipeline: p
            parameters: { rate: { type: float, default: 3 }, by: 2.0 }
            steps: { a: { type: processing, component: noop } }
            """);

        var run = await CommandRun.OfAsync("eval", "parameters.rate / parameters.by", "--pipeline", pipeline, "-p", "rate=1", "--json");

        Assert.Equal("0.5", run.Json.GetProperty("value").GetRawText());
        Assert.Equal("double", run.Json.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("1 +", 2, "EX1")]
    [InlineData("parameters.rat", 2, "EX2")]
    [InlineData("parameters.rates[7]", 1, "EX3")]
    public async Task Eval_Fault_PointsAtThePlaceAndSaysWhichKind(string expression, int exitCode, string family)
    {
        var shown = await CommandRun.OfAsync("eval", expression, "-p", "rates=[1]");
        var json = await CommandRun.OfAsync("eval", expression, "-p", "rates=[1]", "--json");

        Assert.Equal((exitCode, exitCode), (shown.ExitCode, json.ExitCode));
        Assert.StartsWith("expression:1:", shown.Errors, StringComparison.Ordinal);
        Assert.Contains("^", shown.Errors, StringComparison.Ordinal);
        var error = json.Json.GetProperty("error");
        Assert.StartsWith(family, error.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.True(error.GetProperty("column").GetInt32() >= 1);
    }

    [Fact]
    public async Task Eval_FileOfCases_GivesALineForEachAndCountsFailures()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var cases = folder.Write("cases.jsonl", """
            {"expression": "parameters.a + parameters.b", "parameters": {"b": 2}, "expected": 3}
            {"expression": "steps.x.outputs.n > 1", "names": {"steps": {"x": {"outputs": {"n": 2}}}}, "expected": false}

            {"expression": "null", "expected": null}
            {"expresion": "1"}
            not json
            {"expression": "1/0"}
            """);

        // Act
        var run = await CommandRun.OfAsync("eval", "--file", cases, "-p", "a=1");

        // Assert
        Assert.Equal(1, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 4, 5, 6, 7], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.True(lines[0].GetProperty("passed").GetBoolean());
        Assert.False(lines[1].GetProperty("passed").GetBoolean());
        Assert.True(lines[2].GetProperty("passed").GetBoolean());
        Assert.All(lines[3..], line => Assert.True(line.TryGetProperty("error", out _)));
        Assert.Contains("6 expressions, 4 failed", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eval")]
    [InlineData("eval 1 --file x.jsonl")]
    [InlineData("eval 1 -p novalue")]
    public async Task Eval_BadCommandLine_ReturnsTwo(string line)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
    }
}
