using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

public class LocalActivityTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Local_Completes_IsRecordedAndNotRunAgain()
    {
        // Arrange
        using var driver = new WorkflowDriver(Options(RunAsync)).Start("Locals");

        // Act
        var first = await driver.TaskAsync();
        driver.Forget();
        driver.FireTimer("1");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.RecordMarker, CommandType.StartTimer], first.Types());
        Assert.Equal("core_local_activity", first.Commands[0].RecordMarkerCommandAttributes.MarkerName);
        Assert.Equal([CommandType.RecordMarker, CommandType.CompleteWorkflowExecution], done.Types());
        Assert.Equal("ONE TWO", done.Result<string>());
        Assert.Equal(["one", "two"], _ran);
    }

    [Fact]
    public async Task Local_LongerThanTheTask_AsksForAnotherTask()
    {
        // Arrange
        var time = new HandTime();
        var started = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        using var driver = new WorkflowDriver(Options(async (task, cancel) =>
        {
            started.TrySetResult();
            await end.Task.WaitAsync(cancel);
            return await RunAsync(task, cancel);
        }) with { Time = time }).Start("Locals");

        // Act
        var task = driver.TaskAsync();
        await started.Task;
        time.Advance(TimeSpan.FromSeconds(9));
        var heartbeat = await task;
        end.SetResult();
        var next = await driver.TaskAsync();

        // Assert
        Assert.True(heartbeat.ForceCreateNewWorkflowTask);
        Assert.Empty(heartbeat.Commands);
        Assert.Equal([CommandType.RecordMarker, CommandType.StartTimer], next.Types());
    }

    [Fact]
    public async Task Task_WhileTheAnswerToTheLastOneIsOnItsWay_WaitsAndStartsOverWhenThatIsRefused()
    {
        // Arrange
        using var driver = new WorkflowDriver(Options(RunAsync)).Start("Locals");
        driver.Add(EventType.WorkflowTaskScheduled).WorkflowTaskScheduledEventAttributes = new();
        driver.Add(EventType.WorkflowTaskStarted).WorkflowTaskStartedEventAttributes = new();
        var refused = await driver.HandleAsync(driver.History);
        driver.Add(EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes = new();
        driver.Add(EventType.WorkflowTaskScheduled).WorkflowTaskScheduledEventAttributes = new();
        driver.Add(EventType.WorkflowTaskStarted).WorkflowTaskStartedEventAttributes = new();

        // Act
        var next = driver.HandleAsync(driver.History);
        var waited = !next.IsCompleted;
        driver.Release(refused, taken: false);
        var answer = Assert.IsType<WorkflowTaskOutcome.Completed>(await next);
        driver.Release(answer, taken: true);

        // Assert
        Assert.True(waited);
        Assert.Equal([CommandType.RecordMarker, CommandType.StartTimer], answer.Request.Types());
        Assert.Null(answer.Request.Commands[0].RecordMarkerCommandAttributes.Failure);
        Assert.Equal(["one", "one"], _ran);
    }

    private static WorkflowTaskHandlerOptions Options(RunLocalActivity run) =>
        WorkflowDriver.With(typeof(LocalsWorkflow)) with { RunLocalActivity = run };

    private Task<LocalActivityOutcome> RunAsync(LocalActivityTask task, CancellationToken cancel)
    {
        _ran.Add(task.Request.ActivityType);
        var result = DataConverter.Default.PayloadConverter.ToPayload(task.Request.ActivityType.ToUpperInvariant());
        return Task.FromResult(new LocalActivityOutcome(
            new Resolution.Completed(result), 1, task.ScheduledTime.AddMilliseconds(1), task.ScheduledTime));
    }
}
