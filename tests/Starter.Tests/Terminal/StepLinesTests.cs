using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Tests.Terminal;

public sealed class StepLinesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Fit_MoreStepsThanRows_ShowsWhatRunsAndFailedAndCountsTheRest()
    {
        // Arrange
        var state = StateOf(2_000, i => i switch
        {
            7 => StepStatus.Failed,
            8 => StepStatus.Running,
            < 1_500 => StepStatus.Succeeded,
            _ => StepStatus.Pending,
        });

        // Act
        var lines = StepLines.Fit(state, Now, width: 80, height: 10).Select(line => line.Text).ToList();

        // Assert
        Assert.Equal(3, lines.Count);
        Assert.StartsWith("✗ s7", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("▶ s8", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("… ", lines[2], StringComparison.Ordinal);
        Assert.Contains("1,498 Succeeded", lines[2], StringComparison.Ordinal);
        Assert.Contains("500 Pending", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ManyAtWork_NeverExceedsRowsAndColumns()
    {
        // Arrange
        var state = StateOf(2_000, _ => StepStatus.Running);

        // Act
        var lines = StepLines.Fit(state, Now, width: 20, height: 10);

        // Assert
        Assert.Equal(10, lines.Count);
        Assert.All(lines, line => Assert.True(line.Text.Length <= 20));
    }

    [Fact]
    public void Fit_FewSteps_ShowsAll() =>
        Assert.Equal(3, StepLines.Fit(StateOf(3, _ => StepStatus.Succeeded), Now, 80, 10).Count);

    [Fact]
    public void ResultLines_FailedStep_NamesTheTypeOfTheErrorOnce()
    {
        // Arrange
        var state = StateOf(1, _ => StepStatus.Failed) with
        {
            Status = StepStatus.Failed,
            Error = new StepError("ScriptFailed", "step 's0' failed: ScriptFailed: exit code 3"),
        };

        // Act
        var lines = ExecutionText.ResultLines(state, null);

        // Assert
        Assert.Contains(lines, line => line.Text == "  step 's0' failed: ScriptFailed: exit code 3");
    }

    private static ExecutionState StateOf(int steps, Func<int, StepStatus> status) => new()
    {
        Id = "id",
        Pipeline = "p",
        Steps = Enumerable.Range(0, steps).ToDictionary(i => $"s{i}", i => new StepState { Type = "processing", Status = status(i) }),
    };
}
