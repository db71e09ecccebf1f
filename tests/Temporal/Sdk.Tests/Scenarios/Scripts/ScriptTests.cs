using Temporalio.Tests.Scenarios.Scripts;

[assembly: AssemblyFixture(typeof(ScriptRunsOnEmbedded))]
[assembly: AssemblyFixture(typeof(ScriptRunsOnEmbeddedOverSocket))]
[assembly: AssemblyFixture(typeof(ScriptRunsOnReal))]

namespace Temporalio.Tests.Scenarios.Scripts;

public sealed class ScriptTestsOnRealService(ScriptRunsOnReal runs) : ScriptTests(runs);

public sealed class ScriptTestsOnEmbeddedService(ScriptRunsOnEmbedded runs) : ScriptTests(runs);

public sealed class ScriptTestsOnEmbeddedServiceOverSocket(ScriptRunsOnEmbeddedOverSocket runs) : ScriptTests(runs);

/// <summary>Every script comes to the same end on every service.</summary>
public abstract class ScriptTests(ScriptRuns runs)
{
    [Theory]
    [MemberData(nameof(ScriptRuns.Names), MemberType = typeof(ScriptRuns))]
    public async Task Play_Script_EndsAsTold(string name)
    {
        // Arrange
        var script = ScriptRuns.Scripts.Single(known => known.Name == name);

        // Act
        var result = await runs.OfAsync(name);

        // Assert
        Assert.Equal(script.Outcome, result.Outcome);
    }
}

/// <summary>The embedded service writes the history that the real server writes.</summary>
public sealed class HistoryEqualityTests(ScriptRunsOnReal real, ScriptRunsOnEmbedded embedded)
{
    [Theory]
    [MemberData(nameof(ScriptRuns.Names), MemberType = typeof(ScriptRuns))]
    public async Task Play_ScriptOnBoth_WritesEqualHistories(string name)
    {
        // Arrange
        var expected = await real.OfAsync(name);

        // Act
        var actual = await embedded.OfAsync(name);

        // Assert
        var differences = HistoryComparison.Differences(expected.Histories, actual.Histories);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
