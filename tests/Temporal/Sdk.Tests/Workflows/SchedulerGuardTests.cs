using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Workflows;

public class SchedulerGuardTests
{
    [Theory]
    [InlineData("delay", "a timer of .NET")]
    [InlineData("run", "a task on another scheduler")]
    public async Task Replay_CodeThatLeavesTheScheduler_FailsAtOnce(string how, string what)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LeavingWorkflow>().Start("Leaving", how);
        var history = new WorkflowHistory("leaving", [.. driver.History, driver.NewTask()]);

        // Act
        var result = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<LeavingWorkflow>())
            .ReplayWorkflowAsync(history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        var failure = Assert.IsType<InvalidWorkflowSchedulerException>(result.ReplayFailure);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(LeavingWorkflow), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_GuardSwitchedOffForACall_LetsItPass()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LeavingWorkflow>().Start("Leaving", "unsafe");
        var history = new WorkflowHistory("leaving", [.. driver.History, driver.NewTask()]);

        // Act
        var result = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<LeavingWorkflow>())
            .ReplayWorkflowAsync(history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        Assert.Null(result.ReplayFailure?.ToString());
    }
}
