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
            var file = Path.Combine(folder, scenario.Name + ".v1.json");
            if (File.Exists(file)) continue;

            // Act
            var json = await scenario.RecordAsync();

            // Assert
            await File.WriteAllTextAsync(file, json + "\n", TestContext.Current.CancellationToken);
            Assert.True(new FileInfo(file).Length > 1_000);
        }
    }
}
