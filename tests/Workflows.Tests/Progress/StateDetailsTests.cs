using Pipelines.Workflows.Progress;
using Pipelines.Workflows.Tests.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Progress;

public sealed class StateDetailsTests
{
    [Fact]
    public void Of_StepsRunning_ListsThemAndCountsTheRest()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a"), Job("b"), Job("c", "a"), Job("d").When("false")));

        // Act
        var text = StateDetails.Of(execution.Complete("a").State);

        // Assert
        Assert.Equal(
            """
            **test** · Running · 2 of 4 steps have ended · 1 Succeeded · 1 Skipped

            | step | since | attempt |
            |---|---|---|
            | `b` | 2030-01-02 03:04:05Z | 1 |
            | `c` | 2030-01-02 03:04:06Z | 1 |

            """,
            text);
    }

    [Fact]
    public void Of_ManyStepsRunning_StaysShort()
    {
        // Arrange
        var execution = new Execution(Pipeline([.. Enumerable.Range(0, 400).Select(i => Job($"s{i}"))]));

        // Act
        var lines = StateDetails.Of(execution.State).Split('\n');

        // Assert
        Assert.Equal("| and 380 more | | |", lines[^2]);
        Assert.Equal(26, lines.Length);
    }
}
