using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;

namespace Pipelines.Starter.Tests.Running;

/// <summary>
/// The same pipelines on a real Temporal server: the same results and the same step states as on the embedded service.
/// </summary>
public sealed class RealServerTests
{
    private const string Variable = "TEMPORAL_TEST_ADDRESS";

    [Theory]
    [InlineData("quickstart")]
    [InlineData("script-mode")]
    [InlineData("train-until-good")]
    [InlineData("sweep")]
    [InlineData("guarded")]
    [InlineData("nested")]
    public async Task Run_SampleOnARealServer_EndsAsOnTheEmbeddedService(string sample)
    {
        // Arrange
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } address) { Assert.Skip($"{Variable} names no Temporal server."); return; }
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var queue = $"{sample}-{Guid.NewGuid():N}";
        using var worker =
            PipelinesProcess.Start("worker", "--address", address, "--queue", queue, "--state", folder.State);

        // Act
        var there = await CommandRun.OfAsync(
            "run", Repository.Sample(sample), "--address", address, "--queue", queue, "--id", queue, "--state", folder.State, "--json");
        var described = await CommandRun.OfAsync("describe", queue, "--address", address, "--json");
        var list = await CommandRun.OfAsync("list", "--address", address, "--json", "--limit", "0");
        var history = await CommandRun.OfAsync("history", queue, "--address", address);
        var here =
            await CommandRun.OfAsync("run", Repository.Sample(sample), "--id", queue, "--state", other.State, "--json");

        // Assert
        Assert.True(there.ExitCode == 0, there.Errors);
        Assert.True(here.ExitCode == 0, here.Errors);
        Assert.Equal(Outcome(here.Json), Outcome(there.Json));
        Assert.Equal(Outcome(there.Json), Outcome(described.Json));
        Assert.Contains(list.Json.EnumerateArray(), one => one.GetProperty("id").GetString() == queue);
        Assert.Equal("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", history.Json.GetProperty("events")[0].GetProperty("eventType").GetString());
    }

    [Fact]
    public async Task Approve_OnARealServer_LetsTheExecutionGoOn()
    {
        // Arrange
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } address) { Assert.Skip($"{Variable} names no Temporal server."); return; }
        using var folder = new TemporaryFolder();
        var pipeline = folder.Write("pipeline.yaml", """
            pipeline: release
            steps:
              ask: { type: approval, message: Well? }
              pause: { type: wait, duration: 10ms, needs: [ask] }
            outputs: { by: "${{ steps.ask.outputs.by }}" }
            """);
        var queue = $"release-{Guid.NewGuid():N}";
        using var worker = PipelinesProcess.Start("worker", "--address", address, "--queue", queue, "--state", folder.State);
        using var run = PipelinesProcess.Start("run", pipeline, "--address", address, "--queue", queue, "--id", queue, "--state", folder.State, "--json");
        var client = await ServerAddress.ConnectAsync(ServerAddress.Resolve(address, null, null, tls: false)!);
        var executions = new ExecutionClient(client, TimeProvider.System);
        var cancel = TestContext.Current.CancellationToken;
        await ExistsAsync(executions, queue, run, cancel);
        await foreach (var state in executions.FollowAsync(queue, TimeSpan.FromMilliseconds(50), cancel))
        {
            if (state.Steps["ask"].Status == StepStatus.Waiting) break;
        }

        // Act
        var wrong = await CommandRun.OfAsync("approve", queue, "pause", "--address", address);
        var approve = await CommandRun.OfAsync("approve", queue, "ask", "--by", "ann", "--address", address);
        var end = await run.EndAsync();

        // Assert
        Assert.Equal((1, 0), (wrong.ExitCode, approve.ExitCode));
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("ann", end.Json.GetProperty("outputs").GetProperty("by").GetString());
    }

    private static async Task ExistsAsync(ExecutionClient executions, string id, PipelinesProcess run, CancellationToken cancel)
    {
        // Nothing tells of a start by another process; the end of that process bounds the wait.
        while (await executions.FindAsync(id, cancel) is null) Assert.False(run.HasExited, "the run ended before it started anything");
    }

    /// <summary>
    /// Everything but times: status, outputs, and each step's status, attempts, outputs, metrics and error.
    /// </summary>
    private static string Outcome(JsonElement state) => JsonSerializer.Serialize(new
    {
        status = state.GetProperty("status"),
        outputs = state.GetProperty("outputs"),
        steps = state.GetProperty("steps").EnumerateObject().Select(step => new
        {
            step.Name,
            status = step.Value.GetProperty("status"),
            attempts = step.Value.GetProperty("attempts"),
            outputs = step.Value.GetProperty("outputs"),
            metrics = step.Value.GetProperty("metrics"),
            error = step.Value.TryGetProperty("error", out var error) ? error.GetRawText() : null,
        }),
    });
}
