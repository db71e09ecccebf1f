using Temporalio.Api.Enums.V1;

namespace Temporalio.Tests.Workflows;

public class RunCacheTests
{
    [Fact]
    public async Task Task_RunNotInMemory_IsRebuiltFromTheFirstEvent()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TwoActivitiesWorkflow>().Start("Two", 3);
        await driver.TaskAsync();

        // Act
        driver.Forget();
        driver.CompleteActivity("1", 6);
        var second = await driver.TaskAsync();

        // Assert
        Assert.Equal(1, driver.PagesRead);
        Assert.Equal([CommandType.ScheduleActivityTask], second.Types());
        Assert.Equal("2", second.Commands[0].ScheduleActivityTaskCommandAttributes.ActivityId);
    }

    [Fact]
    public async Task Task_WholeHistoryForARunInMemory_StartsOver()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TwoActivitiesWorkflow>().Start("Two", 3);
        await driver.TaskAsync();

        // Act
        driver.Sticky = false;
        driver.CompleteActivity("1", 6);
        var second = await driver.TaskAsync();

        // Assert
        Assert.Equal(0, driver.PagesRead);
        Assert.Equal([CommandType.ScheduleActivityTask], second.Types());
    }

    [Fact]
    public async Task Task_AfterOneThatTheServiceDropped_TakesTheEventsWithItsNumbers()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();
        driver.Update("u1", "Add", -1);
        await driver.TaskAsync();

        // Act: a task with nothing but rejections leaves no events.
        driver.DropLastTask();
        driver.Signal("Close");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.CompleteWorkflowExecution], done.Types());
        Assert.Equal(0, driver.PagesRead);
    }

    [Fact]
    public async Task Task_WithoutCache_KeepsNothing()
    {
        // Arrange
        using var driver = new WorkflowDriver(
            WorkflowDriver.With(typeof(TwoActivitiesWorkflow)) with { MaxCachedWorkflows = 0 }) { Sticky = false };
        driver.Start("Two", 3);

        // Act
        var first = await driver.TaskAsync();
        driver.CompleteActivity("1", 6);
        var second = await driver.TaskAsync();

        // Assert
        Assert.Null(first.StickyAttributes);
        Assert.Equal([CommandType.ScheduleActivityTask], second.Types());
        Assert.Equal(0, driver.CachedRuns);
    }

    [Fact]
    public async Task Task_AfterAFailedOne_TakesWhatItMissed()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<FailsWorkflow>().Start("Fails", "bug");
        await driver.FailedTaskAsync();

        // Act
        var again = await driver.FailedTaskAsync();

        // Assert
        Assert.Equal("a bug", again.Failure.Message);
    }
}
