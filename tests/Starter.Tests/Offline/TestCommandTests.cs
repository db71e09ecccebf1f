using System.Xml.Linq;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Offline;

/// <summary><c>pipelines test</c>.</summary>
public sealed class TestCommandTests
{
    private const string Pipeline = """
        pipeline: p
        steps:
          a: { type: processing, component: c, inputs: { n: 1 }, outputs: { out: out.json } }
          b: { type: processing, component: c, inputs: { x: "${{ steps.a.outputs.out.n }}" } }
        outputs: { n: "${{ steps.a.outputs.out.n }}" }
        """;

    private const string Tests = """
        steps: { a: { outputs: { out: { n: 3 } } } }
        cases:
          right:
            expect: { status: Succeeded, outputs: { n: 3.0 }, order: [a, b], calls: { b: { inputs: { x: 3 } } } }
          wrong:
            expect:
              status: Failed
              outputs: { n: 4 }
              order: [b, a]
              error: no
              calls: { a: 2, b: { inputs: { x: 5 } } }
              steps: { a: { status: Skipped, attempts: 2, outputs: { out: { n: 3, more: 1 } } } }
              duration: { minimum: 1h }
        """;

    [Fact]
    public async Task Test_ExecutionFailed_SaysItsClassOnce()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", "pipeline: p\ntimeout: 1h\nsteps: { w: { type: wait, duration: 1d } }\n");
        folder.Write("pipeline.test.yaml", "expect: { status: Succeeded }\n");

        // Act
        var run = await CommandRun.OfAsync("test", folder.Path);

        // Assert
        Assert.Contains("it is Failed: Timeout: the execution took longer than", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_CasesThatPassAndFail_SaysWhatWasExpectedAndWhere()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var file = Write(folder);

        // Act
        var run = await CommandRun.OfAsync("test", folder.Path);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("✓", run.Output, StringComparison.Ordinal);
        var failures = run.Output.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        Assert.Equal(
            [
                "7:15: cases.wrong.expect.status: Failed was expected, it is Succeeded.",
                "8:21: cases.wrong.expect.outputs.n: 4 was expected, it is 3.",
                "10:14: cases.wrong.expect.error: a message with 'no' was expected, it is no error.",
                "9:14: cases.wrong.expect.order: 'a' began earlier; the steps began in the order a, b.",
                "13:7: cases.wrong.expect.duration: the execution took 00:00:02.",
                "12:29: cases.wrong.expect.steps.a.status: Skipped was expected, it is Succeeded.",
                "12:48: cases.wrong.expect.steps.a.attempts: 2 were expected, there were 1.",
                "12:67: cases.wrong.expect.steps.a.outputs.out: {\"n\":3,\"more\":1} was expected, it is {\"n\":3}.",
                "11:19: cases.wrong.expect.calls.a: 2 calls were expected, there were 1.",
                "11:35: cases.wrong.expect.calls.b.inputs: b, attempt 1: {\"x\":5} was expected, it is {\"x\":3}.",
            ],
            failures.Select(line => line.Replace(file + ":", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Test_FilterJsonAndJUnit_TellTheSame()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var file = Write(folder);
        var report = Path.Combine(folder.Path, "report.xml");

        // Act
        var right = await CommandRun.OfAsync("test", file, "--filter", "RIGHT");
        var all = await CommandRun.OfAsync("test", file, "--json", "--junit", report);

        // Assert
        Assert.Equal((0, 1), (right.ExitCode, all.ExitCode));
        Assert.Equal([true, false], all.Json.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("passed").GetBoolean()));
        var suites = XDocument.Load(report).Root!;
        Assert.Equal(("2", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value));
        Assert.Equal(
            all.Json.GetProperty("cases")[1].GetProperty("failures").GetArrayLength(),
            suites.Descendants("testcase").Single(one => one.Attribute("name")!.Value == "wrong").Elements("failure").Count());
    }

    [Fact]
    public async Task Test_FaultsOfTheTestOrItsPipeline_ReturnTwoAndShowThePlace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pipeline.yaml", Pipeline);
        var file = folder.Write("p.test.yaml", "cases: { a: { stepz: {} } }");
        folder.Write("bad.yaml", "pipeline: p\nsteps: { a: { type: procesing } }");
        var other = folder.Write("bad.test.yaml", "pipeline: bad.yaml\ncases: { a: {} }");

        var test = await CommandRun.OfAsync("test", file);
        var pipeline = await CommandRun.OfAsync("test", other);

        Assert.Equal((2, 2), (test.ExitCode, pipeline.ExitCode));
        Assert.Contains($"{file}:1:15: error PT1001", test.Errors, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:2:", pipeline.Errors, StringComparison.Ordinal);
        Assert.Contains("error PT1008", pipeline.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-place")]
    [InlineData(".")]
    public async Task Test_NothingToTest_ReturnsTwo(string place)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("test", Path.Combine(folder.Path, place));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
    }

    private static string Write(TemporaryFolder folder)
    {
        folder.Write("pipeline.yaml", Pipeline);
        return folder.Write("p.test.yaml", Tests);
    }
}
