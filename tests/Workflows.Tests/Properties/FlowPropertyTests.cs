using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Driving;
using Pipelines.Workflows.Tests.Properties.Generation;
using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties;

/// <summary>The interpreter's decisions beside the reference, over random definitions.</summary>
public sealed class FlowPropertyTests
{
    [Fact]
    public void Flow_RandomDefinition_ComesToWhatTheReferenceSays()
    {
        var (settled, faults) = (0, new List<string>());
        foreach (var seed in Seeds.Of(0, 1_500))
        {
            // Arrange
            var random = RandomPipeline.Of(seed, Shape.Timed);
            if (random.Expected() is not { } expected) continue;
            settled++;

            // Act
            var differences = DifferencesOf(random, expected);

            // Assert
            if (differences.Count > 0) faults.Add(Report.Of(random, differences));
        }

        Assert.True(faults.Count == 0, Report.Of(faults));
        Assert.True(settled > 0);
    }

    private static IReadOnlyList<string> DifferencesOf(RandomCase random, ReferenceOutcome expected)
    {
        try
        {
            var play = FlowPlay.Of(random);
            return Difference.Between(expected, play.View, play.Calls);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return [fault.ToString()];
        }
    }
}
