using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Answers;

/// <summary>Steps that wait are answered at the command line.</summary>
public sealed class AnswerTests
{
    private const string Approval = """
        pipeline: release
        steps:
          ask: { type: approval, message: "Release it?", onReject: continue }
          note: { type: processing, component: noop, needs: [ask], when: steps.ask.outputs.approved }
        outputs: { approved: "${{ steps.ask.outputs.approved }}", by: "${{ steps.ask.outputs.by }}", comment: "${{ steps.ask.outputs.comment }}" }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_AnsweredStepByStep_GoesOnToTheEnd()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs /bin/sh");

        // Arrange
        using var folder = new TemporaryFolder();
        await using var service = await LabelService.StartAsync();
        await using var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = folder.State, Shared = true }, Cancel);
        var file = Repository.Sample("people");
        await host.StartAsync(RunOf(Compile(file, await File.ReadAllTextAsync(file, Cancel)), ("service", service.Url), ("pause", "100ms")), Cancel);
        string[] at = ["--state", folder.State];

        // Act: a token that is not the callback's changes nothing.
        var token = await service.Token;
        var wrong = await CommandRun.OfAsync(["complete", "e1", "label", "--token", "guessed", "-o", "rows=500", "-o", "wrong=40", .. at]);
        var described = await CommandRun.OfAsync(["describe", "e1", .. at]);
        var complete = await CommandRun.OfAsync(["complete", "e1", "label", "--token", token, "-o", "rows=500", "-o", "wrong=40", .. at]);
        await WaitsAsync(host.Executions, "check");
        var listed = await CommandRun.OfAsync(["list", "--json", .. at]);
        var decide = await CommandRun.OfAsync(["decide", "e1", "check", "--retry", "-p", "limit=50", .. at]);
        await WaitsAsync(host.Executions, "release");
        var approve = await CommandRun.OfAsync(["approve", "e1", "release", "--by", "ann", "--comment", "looks right", .. at]);
        var end = await host.Executions.EndAsync("e1", Cancel);

        // Assert
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("token", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains($"pipelines complete e1 label --token {token}", described.Output, StringComparison.Ordinal);
        Assert.All([complete, decide, approve], run => Assert.True(run.ExitCode == 0, run.Errors));
        var line = Assert.Single(listed.Json.EnumerateArray());
        Assert.Equal(("Waiting", "check"), (line.GetProperty("status").GetString(), line.GetProperty("waiting")[0].GetString()));
        Assert.Equal(StepStatus.Succeeded, end.Status);
        Assert.Equal("n-2", end.Outputs["id"].GetString());
        Assert.Equal(("ann", "looks right"), (end.Steps["release"].Outputs["by"].GetString(), end.Steps["release"].Outputs["comment"].GetString()));
        Assert.Equal((2, 2), (end.Steps["check"].Attempts, service.Announcements));
    }

    [Theory]
    [InlineData("approve", true)]
    [InlineData("reject", false)]
    public async Task Approval_AnsweredWhileNoProcessRuns_HoldsWhenItIsResumed(string command, bool approved)
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using (var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = folder.State }, Cancel))
        {
            await host.StartAsync(RunOf(Compile("release.yaml", Approval)), Cancel);
            await WaitsAsync(host.Executions, "ask");
        }

        // Act
        var answer = await CommandRun.OfAsync(command, "e1", "ask", "--by", "bob", "--comment", "why not", "--state", folder.State);
        var resumed = await CommandRun.OfAsync("resume", "e1", "--state", folder.State, "--json");

        // Assert
        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Contains("pipelines resume e1", answer.Errors, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal($$"""{"approved":{{(approved ? "true" : "false")}},"by":"bob","comment":"why not"}""", Compact(resumed.Json.GetProperty("outputs")));
    }

    [Fact]
    public async Task Answer_ThatNoStepWaitsFor_ChangesNothingAndSaysWhatDoes()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = folder.State, Shared = true }, Cancel);
        await host.StartAsync(RunOf(Compile("release.yaml", Approval)), Cancel);
        await WaitsAsync(host.Executions, "ask");

        // Act
        var unknown = await CommandRun.OfAsync("approve", "e1", "aks", "--state", folder.State);
        var other = await CommandRun.OfAsync("decide", "e1", "ask", "--skip", "--state", folder.State);

        // Assert
        Assert.Equal((1, 1), (unknown.ExitCode, other.ExitCode));
        Assert.Contains("'ask'", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed", other.Errors, StringComparison.Ordinal);
        Assert.Equal(StepStatus.Waiting, (await host.Executions.StateAsync("e1", Cancel)).Steps["ask"].Status);
    }

    [Theory]
    [InlineData("decide e1 s")]
    [InlineData("decide e1 s --retry --skip")]
    [InlineData("decide e1 s --skip -p a=1")]
    [InlineData("decide e1 s --retry -o a=1")]
    [InlineData("complete e1 s")]
    [InlineData("complete e1 s --token t --fail no -o a=1")]
    [InlineData("complete e1 s --token t -o novalue")]
    [InlineData("complete e1 s --token t -o a={")]
    public async Task Answer_BadCommandLine_ReturnsTwo(string line)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync([.. line.Split(' '), "--state", folder.State]);

        Assert.True(run.ExitCode == 2, run.Errors);
    }

    [Fact]
    public async Task Answer_UnknownExecution_ReturnsOneAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.State);

        var run = await CommandRun.OfAsync("approve", "nobody", "s", "--state", folder.State);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nobody", run.Errors, StringComparison.Ordinal);
    }

    private static string Compact(System.Text.Json.JsonElement value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static async Task WaitsAsync(ExecutionClient executions, string step)
    {
        await foreach (var state in executions.FollowAsync("e1", TimeSpan.FromMilliseconds(20), Cancel))
        {
            if (state.Steps.TryGetValue(step, out var one) && one.Status == StepStatus.Waiting) return;
            Assert.True(state.Status == StepStatus.Running, $"{step} never waited: {state.Error}");
        }
    }

    private static PipelineDefinition Compile(string file, string yaml)
    {
        var result = PipelineCompiler.Compile(new SourceText(file, yaml), new CompileOptions());
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static PipelineRun RunOf(PipelineDefinition definition, params (string Name, string Value)[] values) => new()
    {
        Definition = definition,
        Context = new PipelineContext { Pipeline = definition.Name, Version = definition.Digest, ExecutionId = "e1", ProjectDirectory = Path.GetTempPath() },
        Parameters = definition.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => values.Where(value => value.Name == parameter.Name).Select(value => (System.Text.Json.JsonElement?)System.Text.Json.JsonSerializer.SerializeToElement(value.Value)).FirstOrDefault() ?? parameter.Default!.Value),
    };
}
