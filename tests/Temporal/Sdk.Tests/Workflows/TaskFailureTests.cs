using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

public class TaskFailureTests
{
    [Theory]
    [InlineData("application", "no")]
    [InlineData("cancelled", "mine")]
    public async Task Throw_FailureOrCancellation_FailsTheWorkflow(string how, string message)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<FailsWorkflow>().Start("Fails", how);

        // Act
        var failed = await driver.TaskAsync();

        // Assert
        Assert.Equal(message,
            failed.Single(CommandType.FailWorkflowExecution).FailWorkflowExecutionCommandAttributes.Failure.Message);
    }

    [Fact]
    public async Task Throw_AnythingElse_FailsTheTaskAndDropsTheRun()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<FailsWorkflow>().Start("Fails", "bug");

        // Act
        var failed = await driver.FailedTaskAsync();

        // Assert
        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Equal("a bug", failed.Failure.Message);
        Assert.Equal(0, driver.CachedRuns);
    }

    [Fact]
    public async Task Throw_ATypeTheWorkflowNames_FailsTheWorkflow()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<FailsAsToldWorkflow>().Start("FailsAsTold");

        // Act
        var failed = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.FailWorkflowExecution], failed.Types());
    }

    [Fact]
    public async Task Task_TypeNobodyKnows_FailsAndNamesTheKnownOnes()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<FailsWorkflow>().Start("Other");

        // Act
        var failed = await driver.FailedTaskAsync();

        // Assert
        Assert.Equal("Workflow type Other is not registered on this worker; it knows: Fails.", failed.Failure.Message);
    }

    [Fact]
    public async Task Task_HistoryOfOtherCode_FailsAsNondeterminism()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TwoActivitiesWorkflow>().Start("Two", 1);
        await driver.TaskAsync();
        driver.History.Last(e => e.EventType == EventType.ActivityTaskScheduled)
            .ActivityTaskScheduledEventAttributes.ActivityType.Name = "other";
        driver.CompleteActivity("1", 1);

        // Act
        driver.Forget();
        var failed = await driver.FailedTaskAsync();

        // Assert
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        Assert.Contains(
            "history event 5 is ActivityTaskScheduled (activity '1' of type 'other'), but the workflow code issued "
                + "command "
            + "ScheduleActivityTask (activity '1' of type 'double')",
            failed.Failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_WorkThatEndsOutside_FailsTheNextTask()
    {
        // Arrange
        var outside = new TaskCompletionSource();
        var definition = WorkflowDefinition.Create(typeof(EscapesWorkflow), null, _ => new EscapesWorkflow(outside));
        using var driver = new WorkflowDriver(WorkflowDriver.With() with { Workflows = [definition] }).Start("Escapes");
        await driver.TaskAsync();

        // Act
        outside.SetResult();
        driver.Signal("any");
        var next = await driver.FailedTaskAsync();

        // Assert
        Assert.Contains("outside the workflow's scheduler", next.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, driver.CachedRuns);
    }

    [Fact]
    public async Task Call_FromAnotherThread_SaysWhereItBelongs()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<ThreadsWorkflow>().Start("Threads");

        // Act
        var failed = await driver.FailedTaskAsync();

        // Assert
        Assert.Contains("workflow's own scheduler", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_LongerThanTwoSeconds_FailsTheTaskAsDeadlock()
    {
        // Arrange
        var time = new HandTime();
        using var code = new BlockedCode();
        using var driver = code.Start(time);

        // Act
        var task = driver.FailedTaskAsync();
        code.Entered.Wait(TestContext.Current.CancellationToken);
        for (var tick = 0; tick < 4; tick++)
            time.Advance(TimeSpan.FromSeconds(0.5));
        var failed = await task;
        code.Leave.Set();

        // Assert
        Assert.Contains("TMPRL1101", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, driver.CachedRuns);
    }

    [Fact]
    public async Task Block_TaskThatWaitsForTheRun_GoesOnWithAnotherOne()
    {
        // Arrange
        var time = new HandTime();
        using var code = new BlockedCode();
        using var driver = code.Start(time);

        // Act
        var blocked = driver.FailedTaskAsync();
        code.Entered.Wait(TestContext.Current.CancellationToken);
        var waiting = driver.HandleAsync(driver.History);
        for (var tick = 0; tick < 4; tick++)
            time.Advance(TimeSpan.FromSeconds(0.5));
        await blocked;
        code.Leave.Set();
        var answer = await waiting;
        driver.Release(answer, taken: true);

        // Assert
        Assert.IsType<WorkflowTaskOutcome.Completed>(answer);
    }

    [Fact]
    public async Task Block_WhileTheWholeProcessIsHalted_IsNoDeadlock()
    {
        // Arrange
        var time = new HandTime();
        using var code = new BlockedCode();
        using var driver = code.Start(time);

        // Act: a machine that slept for an hour, in the middle of a task.
        var task = driver.TaskAsync();
        code.Entered.Wait(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromSeconds(0.5));
        code.Leave.Set();
        var completed = await task;

        // Assert
        Assert.Equal(CommandType.CompleteWorkflowExecution, Assert.Single(completed.Commands).CommandType);
    }

    private sealed class BlockedCode : IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Leave { get; } = new();

        public WorkflowDriver Start(TimeProvider time)
        {
            var definition =
                WorkflowDefinition.Create(typeof(BlocksWorkflow), null, _ => new BlocksWorkflow(Entered, Leave));
            return new WorkflowDriver(
                WorkflowDriver.With() with { Workflows = [definition], DebugMode = false, Time = time }).Start("Blocks");
        }

        public void Dispose()
        {
            Entered.Dispose();
            Leave.Dispose();
        }
    }
}
