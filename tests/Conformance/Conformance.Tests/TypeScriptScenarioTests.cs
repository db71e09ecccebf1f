namespace Temporalio.Conformance.Tests;

/// <summary>
/// The official TypeScript SDK on our service: each scenario ends as it must and, where a real server is at hand,
/// with the same answers and the same history, event by event and attribute by attribute.
/// </summary>
public sealed class TypeScriptScenarioTests(PlayedScenarios played) : IClassFixture<PlayedScenarios>
{
    public static TheoryData<string> Names => [.. TypeScriptFolder.Scenarios];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_OnOurService_EndsAsOnTheRealServer(string name)
    {
        if (TypeScriptFolder.Missing is { } missing) Assert.Skip(missing);

        // Act
        var fault = played.Fault(name);

        // Assert
        Assert.True(fault is null, fault);
    }

    [Fact]
    public void Scenarios_Listed_AreThoseThatArePlayed()
    {
        if (TypeScriptFolder.Missing is { } missing) Assert.Skip(missing);

        // Act
        var names = played.Names.Order(StringComparer.Ordinal);

        // Assert
        Assert.Equal(TypeScriptFolder.Scenarios.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Comparison_WithoutARealServer_IsReportedAsSkipped()
    {
        if (Environment.GetEnvironmentVariable("TEMPORAL_TEST_ADDRESS") is not { Length: > 0 })
            Assert.Skip("TEMPORAL_TEST_ADDRESS names no Temporal server: the scenarios were played on ours alone, nothing was compared.");

        // Assert
        Assert.DoesNotContain("not compared", played.Output, StringComparison.Ordinal);
    }
}
