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
        var (seeds, faults) = (0, new List<string>());
        var settled = new Dictionary<StepStatus, int>();
        foreach (var seed in Seeds.Of(0, 1_500))
        {
            // Arrange
            seeds++;
            var random = RandomPipeline.Of(seed, Shape.Timed);
            if (random.Expected() is not { } expected) continue;
            settled[expected.Status] = settled.GetValueOrDefault(expected.Status) + 1;

            // Act
            var differences = DifferencesOf(random, expected);

            // Assert
            if (differences.Count > 0) faults.Add(Report.Of(random, differences));
        }

        Assert.True(faults.Count == 0, Report.Of(faults));
        if (seeds == 1) return; // one seed, run alone

        // The reference leaves few open, and they come to all ends: else the seeds prove less than they seem to.
        Assert.True(settled.Values.Sum() > seeds * 3 / 4, $"{settled.Values.Sum()} of {seeds} seeds are settled");
        Assert.All([StepStatus.Succeeded, StepStatus.Failed, StepStatus.Stopped], status => Assert.True(
            settled.GetValueOrDefault(status) > seeds / 100, $"{settled.GetValueOrDefault(status)} seeds come to {status}"));
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
