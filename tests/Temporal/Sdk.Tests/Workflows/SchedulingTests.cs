using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public class SchedulingTests
{
    [Fact]
    public async Task Run_TwoActivities_TakesThreeTasks()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TwoActivitiesWorkflow>().Start("Two", 3);

        // Act
        var first = await driver.TaskAsync();
        driver.CompleteActivity("1", 6);
        var second = await driver.TaskAsync();
        driver.CompleteActivity("2", 12);
        var third = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.ScheduleActivityTask], first.Types());
        Assert.Equal("\"a call\"", first.Commands[0].UserMetadata.Summary.Data.ToStringUtf8());
        Assert.Equal("temporal-dotnet-managed", first.SdkMetadata.SdkName);
        Assert.Equal([1u, 2u, 3u], first.SdkMetadata.CoreUsedFlags);
        Assert.Equal([2u], first.SdkMetadata.LangUsedFlags);
        Assert.Null(second.SdkMetadata);
        Assert.Equal("queue-sticky", first.StickyAttributes.WorkerTaskQueue.Name);
        Assert.Equal([CommandType.ScheduleActivityTask], second.Types());
        Assert.Equal(12, third.Result<int>());
        Assert.Equal(0, driver.PagesRead);
        Assert.Equal(0, driver.CachedRuns);
    }

    [Fact]
    public async Task Conditions_OneIsTaken_OthersAreCheckedAfterIt()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TurnsWorkflow>().Start("Turns");

        // Act
        var done = await driver.TaskAsync();

        // Assert: had all three gone at once, the count would have dropped below 0.
        Assert.Equal("first:0 second:0 third:0", done.Result<string>());
    }

    [Fact]
    public async Task Mutex_ThreeTakers_AreServedInOrder()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<GuardedWorkflow>().Start("Guarded");

        // Act
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal("001122", done.Result<string>());
    }

    [Fact]
    public async Task Semaphore_OfTwo_GivesPlacesInTimeOrNotAndCountsThem()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LimitedWorkflow>().Start("Limited");
        await driver.TaskAsync();

        // Act
        driver.FireTimer("1");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal(
            "at once False, in time False, freed True, cancelled, 2 of 2, too often", done.Result<string>());
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel,
        new[] { CommandType.RequestCancelActivityTask, CommandType.CancelWorkflowExecution })]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, new[] { CommandType.RequestCancelActivityTask })]
    [InlineData(ActivityCancellationType.Abandon, new[] { CommandType.CancelWorkflowExecution })]
    public async Task Cancel_RunWithActivity_GoesByItsCancellationType(
        ActivityCancellationType type, CommandType[] expected)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<CancelledActivityWorkflow>().Start("Cleanup", type);
        await driver.TaskAsync();

        // Act
        driver.RequestCancel();
        var cancelled = await driver.TaskAsync();

        // Assert
        Assert.Equal(expected, cancelled.Types());
    }

    [Fact]
    public async Task Cancel_BeforeAnythingWasSent_LeavesNoCommands()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<UnsentWorkflow>().Start("Unsent");

        // Act
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.CompleteWorkflowExecution], done.Types());
        Assert.Equal("timer activity", done.Result<string>());
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon, false, false)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, true, false)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested, true, true)]
    public async Task Cancel_Child_GoesByItsCancellationType(ChildWorkflowCancellationType type, bool asks, bool waits)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<ChildCancelWorkflow>().Start("ChildCancel", type);
        await driver.TaskAsync();
        driver.StartChild("kid");

        // Act
        var cancelled = await driver.TaskAsync();
        var asked = cancelled.Types().Contains(CommandType.RequestCancelExternalWorkflowExecution);
        var waited = !cancelled.Types().Contains(CommandType.CompleteWorkflowExecution);
        if (waited)
        {
            driver.DeliverCancel("kid");
            cancelled = await driver.TaskAsync();
        }

        // Assert
        Assert.Equal(asks, asked);
        Assert.Equal(waits, waited);
        Assert.Equal("cancelled", cancelled.Result<string>());
    }

    [Fact]
    public async Task ContinueAsNew_KeepsMemoAndTakesOptions()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<NextWorkflow>().Start("Next", 3);

        // Act
        var done = await driver.TaskAsync();

        // Assert
        var next =
            done.Single(CommandType.ContinueAsNewWorkflowExecution).ContinueAsNewWorkflowExecutionCommandAttributes;
        Assert.Equal("Next", next.WorkflowType.Name);
        Assert.Equal(2, WorkflowOutcomes.Value<int>(next.Input));
        Assert.Equal(3600, next.WorkflowRunTimeout.Seconds);
        Assert.Equal("3", next.Memo.Fields["left"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Init_ConstructorTakesTheArguments()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<InitWorkflow>().Start("Init", "x");

        // Act
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal("x=x True", done.Result<string>());
    }

    [Fact]
    public async Task Dynamic_TypeNobodyKnows_GetsRawArguments()
    {
        // Arrange
        using var driver =
            new WorkflowDriver(WorkflowDriver.With(typeof(AnyWorkflow), typeof(InitWorkflow))).Start("Unknown", 7);

        // Act
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal("Unknown 7", done.Result<string>());
    }

    [Fact]
    public void Workflow_OutsideOfOne_SaysSo()
    {
        // Act
        var thrown = Record.Exception(() => _ = Workflow.UtcNow);

        // Assert
        Assert.False(Workflow.InWorkflow);
        Assert.Contains(
            "no workflow code", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }
}
