using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>
/// An activity that no worker has started ends with the request to cancel it: its end stands in history between the
/// events of two commands of one task.
/// </summary>
public sealed class CancelledAmongCommandsTests
{
    [Theory]
    [InlineData(ActivityCancellationType.TryCancel, true)]
    [InlineData(ActivityCancellationType.TryCancel, false)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, true)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, false)]
    public async Task Cancel_ActivityNotStarted_GoesOnAfterItsEndAmongTheCommands(
        ActivityCancellationType type, bool cached)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<CancelsThenWaitsWorkflow>();
        driver.ActivitiesNeverStart = true;
        driver.Start("CancelsThenWaitsWorkflow", type);
        await driver.TaskAsync();
        driver.FireTimer("1");
        await driver.TaskAsync();

        // Act
        if (!cached)
            driver.Forget();
        driver.FireTimer("2");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal("cancelled", done.Result<string>());
    }
}
