using System.Text.Json;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Samples;

/// <summary>Every sample is right, tested offline, drawn, and runs as its README says.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_HasAReadmeAndNoFaultOrWarning(string name)
    {
        var run = await CommandRun.OfAsync("validate", Repository.Sample(name), "--json");

        Assert.Empty(run.Json.GetProperty("diagnostics").EnumerateArray().Select(one => one.GetProperty("message").GetString()));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "samples", name, "README.md")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_AsADiagram_ShowsEveryStep(string name)
    {
        var dot = await CommandRun.OfAsync("graph", Repository.Sample(name), "--format", "dot");
        var mermaid = await CommandRun.OfAsync("graph", Repository.Sample(name));

        Assert.All(StepNames(name), step =>
        {
            Assert.Contains(step, dot.Output, StringComparison.Ordinal);
            Assert.Contains(step, mermaid.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Samples_TestedOffline_PassAndEachHasATest()
    {
        var run = await CommandRun.OfAsync("test", Path.Combine(Repository.Root, "samples"), "--json");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var tested = run.Json.GetProperty("cases").EnumerateArray().Select(one => Path.GetFileName(Path.GetDirectoryName(one.GetProperty("file").GetString()!))).ToHashSet();
        Assert.Equal(Names.Select(row => row.Data).Order(), tested.Order());
    }

    [Theory]
    [InlineData("sweep", "")]
    [InlineData("nested", "")]
    [InlineData("guarded", "")]
    [InlineData("guarded", "source=good")]
    [InlineData("backfill", "")]
    public async Task Run_Sample_Succeeds(string name, string parameter)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs /bin/sh");
        using var folder = new TemporaryFolder();
        string[] more = parameter.Length == 0 ? [] : ["-p", parameter];

        var run = await CommandRun.OfAsync(["run", Repository.Sample(name), "--state", folder.State, "--json", .. more]);

        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        var outputs = run.Json.GetProperty("outputs");
        Assert.Equal(
            (name, parameter) switch
            {
                ("guarded", "") => "copy",
                ("guarded", _) => "download",
                ("nested", _) => "thorough",
                ("backfill", _) => "medium",
                _ => "1",
            },
            outputs.GetProperty(name switch
            {
                "guarded" => "from",
                "nested" => "winner",
                "backfill" => "machine",
                _ => "version",
            }).ToString());
    }

    [Fact]
    public async Task Run_TrainUntilGood_ReachesItsTargetAfterAFewRoundsOverRealData()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("run", Repository.Sample("train-until-good"), "--state", folder.State, "--json");

        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        var outputs = run.Json.GetProperty("outputs");
        var rounds = outputs.GetProperty("rounds").GetInt32();
        Assert.InRange(rounds, 3, 8);
        Assert.InRange(outputs.GetProperty("accuracy").GetDouble(), 0.98, 1);
        Assert.All(Enumerable.Range(0, rounds - 1), round => Assert.InRange(Accuracy(run.Json, round), 0.5, 0.98));
    }

    [Fact]
    public async Task Run_TrainUntilGoodWithTooFewRounds_FailsAndRegistersNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("run", Repository.Sample("train-until-good"), "--state", folder.State, "--json", "-p", "rounds=2");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("MaximumReached", run.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("Skipped", run.Json.GetProperty("steps").GetProperty("register").GetProperty("status").GetString());
    }

    private static double Accuracy(JsonElement state, int round) =>
        state.GetProperty("steps").GetProperty($"improve[{round}].evaluate").GetProperty("metrics").GetProperty("accuracy").GetDouble();

    // Names as they stand in the file: a step is a key with a map that has a type or a template.
    private static IEnumerable<string> StepNames(string name)
    {
        var lines = File.ReadAllLines(Repository.Sample(name));
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var key = lines[i].Trim();
            if (key.EndsWith(':') && lines[i + 1].TrimStart().StartsWith("type:", StringComparison.Ordinal) && !IsTemplate(lines, i)) yield return key.TrimEnd(':');
        }
    }

    private static bool IsTemplate(string[] lines, int index) =>
        lines[..index].LastOrDefault(line => line.Length > 0 && char.IsAsciiLetter(line[0])) == "templates:";
}
