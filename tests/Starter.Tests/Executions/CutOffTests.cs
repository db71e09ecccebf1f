using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Executions;

namespace Pipelines.Starter.Tests.Executions;

public sealed class CutOffTests
{
    [Fact]
    public void Apply_TerminatedExecution_LeavesNothingRunningOrPending()
    {
        // Arrange
        var end = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var state = new ExecutionState
        {
            Id = "id",
            Pipeline = "p",
            Status = StepStatus.Running,
            Steps = new Dictionary<string, StepState>
            {
                ["done"] = new() { Type = "processing", Status = StepStatus.Succeeded },
                ["running"] = new() { Type = "processing", Status = StepStatus.Running },
                ["pending"] = new() { Type = "processing", Status = StepStatus.Pending },
            },
        };

        // Act
        var final = CutOff.Apply(state, StepStatus.Stopped, end);

        // Assert
        Assert.Equal(StepStatus.Stopped, final.Status);
        Assert.Equal(StepStatus.Succeeded, final.Steps["done"].Status);
        Assert.Equal((StepStatus.Stopped, end), (final.Steps["running"].Status, final.Steps["running"].EndTime));
        Assert.Equal(StepStatus.Skipped, final.Steps["pending"].Status);
        Assert.Equal("ExecutionStopped", final.Steps["pending"].Error?.Type);
    }
}
