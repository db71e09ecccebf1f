using System.Text.Json;

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
