namespace Pipelines.Workflows.Tests.Running;

/// <summary>Writes recordings; by hand, when a scenario is new. A recording that is there is never written again.</summary>
public sealed class RecordTests
{
    [Fact]
    public async Task Record_NewScenarios_WritesTheirHistories()
    {
        // Arrange
        if (Environment.GetEnvironmentVariable("PIPELINES_RECORD_TO") is not { Length: > 0 } folder)
        {
            Assert.Skip("Set PIPELINES_RECORD_TO to tests/histories to record scenarios that have no history yet.");
            return;
        }

        foreach (var scenario in Scenario.All)
        {
            var kind = Environment.GetEnvironmentVariable("PIPELINES_TEST_ADDRESS") is { Length: > 0 } ? "" : ".embedded";
            if (File.Exists(Path.Combine(folder, $"{scenario.Name}{kind}.v1.json"))) continue;

            // Act
            var recordings = await scenario.RecordAsync();

            // Assert: a run that continued as new, and a child workflow, are recordings of their own.
            for (var run = 0; run < recordings.Count; run++)
            {
                var name = run == 0 ? scenario.Name : $"{scenario.Name}.run{run + 1}";
                var file = Path.Combine(folder, $"{name}{kind}.v1.json");
                await File.WriteAllTextAsync(file, recordings[run] + "\n", TestContext.Current.CancellationToken);
                Assert.True(new FileInfo(file).Length > 1_000);
            }
        }
    }
}
