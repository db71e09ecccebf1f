using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>A service is stopped, or its files are taken as a power cut would leave them, and another takes up from
/// there.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Restart_WorkflowTaskWaits_IsOfferedAgain()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using (var before = await StartAsync(directory)) await before.StartAsync("w");

        // Act
        await using var after = await StartAsync(directory);
        var task = await after.PollWorkflowAsync();
        await after.CompleteAsync(task, request => request.Commands.Add(Commands.Complete("done")));

        // Assert
        Assert.Equal("w", task.WorkflowExecution.WorkflowId);
        Assert.Equal("WorkflowExecutionCompleted", (await after.HistoryAsync("w"))[^1]);
    }

    [Fact]
    public async Task Restart_ActivityRanInTheDeadProcess_RunsAgainAsANewAttempt()
    {
        // Arrange
        using var directory = new TestDirectory();
        using var image = new TestDirectory();
        await using (var before = await StartAsync(directory))
        {
            await before.StartAsync("w");
            await before.CompleteAsync(
                await before.PollWorkflowAsync(), request => request.Commands.Add(Commands.Activity("1")));
            var lost = await before.PollActivityAsync();
            Assert.Equal(1, lost.Attempt);
            await before.StartAsync("later"); // its answer tells that the start of the attempt is on disk too
            TestDirectory.Copy(directory.Path, image.Path);
        }

        // Act
        await using var after = await StartAsync(image);
        var again = await after.PollActivityAsync();
        await after.CompleteAsync(again, "made");

        // Assert
        Assert.Equal(("1", 2), (again.ActivityId, again.Attempt));
        var history = await after.HistoryAsync("w");
        Assert.Equal(1, history.Count(name => name == "ActivityTaskScheduled"));
        Assert.Contains("ActivityTaskCompleted", history);
    }

    [Fact]
    public async Task Restart_TimerWasDueMeanwhile_FiresAtOnce()
    {
        // Arrange
        using var directory = new TestDirectory();
        var clock = new ManualClock();
        await using (var before = await StartAsync(directory, clock))
        {
            await before.StartAsync("w");
            await before.CompleteAsync(
                await before.PollWorkflowAsync(), request =>
                    request.Commands.Add(Commands.Timer("t", TimeSpan.FromMinutes(1))));
        }

        clock.Advance(TimeSpan.FromHours(1));

        // Act
        await using var after = await StartAsync(directory, clock);
        clock.Advance(TimeSpan.Zero);
        var task = await after.PollWorkflowAsync();

        // Assert
        Assert.Contains(task.History.Events, one => one.EventType == EventType.TimerFired);
    }

    [Fact]
    public async Task Restart_ClosedRun_KeepsResultListAndRequestId()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using (var before = await StartAsync(directory))
        {
            await before.StartAsync("w", request => request.RequestId = "once");
            await before.CompleteAsync(
                await before.PollWorkflowAsync(), request => request.Commands.Add(Commands.Complete("done")));
        }

        // Act
        await using var after = await StartAsync(directory);
        var history = await after.HistoryAsync("w");
        var listed = await after.CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions",
                new ListWorkflowExecutionsRequest { Namespace = "default", Query = "ExecutionStatus = 'Completed'" });
        var repeated = await after.StartAsync("w", request => request.RequestId = "once");

        // Assert
        Assert.Equal("WorkflowExecutionCompleted", history[^1]);
        var info = Assert.Single(listed.Executions);
        Assert.Equal(info.Execution.RunId, repeated);
    }

    [Fact]
    public async Task Restart_StoreFailsDuringACall_TheCallIsUnavailableAndNothingOfItIsKept()
    {
        // Arrange
        using var directory = new TestDirectory();
        var broken = false;
        var options = new TemporalServiceOptions
        {
            StateDirectory = directory.Path,
            OnCrashPoint = point =>
            {
                if (broken && point == Temporalio.Service.Store.CrashPoint.BeforeCommit) throw new IOException(
                    "no space left");
            },
        };
        ServiceException refusal;
        await using (var before = await TestService.StartAsync(options))
        {
            await before.StartAsync("kept");
            broken = true;

            // Act
            refusal = await Assert.ThrowsAsync<ServiceException>(() => before.StartAsync("lost"));
            Assert.Equal("no space left", (await before.Service.Failed).Message);
        }

        // Assert
        Assert.Equal(GrpcStatus.Unavailable, refusal.Status);
        await using var after = await StartAsync(directory);
        Assert.NotEmpty(await after.HistoryAsync("kept"));
        var missing = await Assert.ThrowsAsync<ServiceException>(() => after.HistoryAsync("lost"));
        Assert.Equal(GrpcStatus.NotFound, missing.Status);
    }

    [Fact]
    public async Task Restart_ChildOfAClosedParent_IsTerminatedAsThePolicySays()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using (var before = await StartAsync(directory))
        {
            await before.StartAsync("parent");
            await before.CompleteAsync(
                await before.PollWorkflowAsync(), request => request.Commands.Add(Commands.Child("kid")));
            var tasks = new[] { await before.PollWorkflowAsync(), await before.PollWorkflowAsync() };
            var parent = tasks.Single(task => task.WorkflowExecution.WorkflowId == "parent");
            await before.CompleteAsync(parent, request => request.Commands.Add(Commands.Complete("done")));
        }

        // Act
        await using var after = await StartAsync(directory);
        var closing = await after.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = new WorkflowExecution { WorkflowId = "kid" },
                WaitNewEvent = true,
                HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
            });

        // Assert
        var terminated = Assert.Single(closing.History.Events).WorkflowExecutionTerminatedEventAttributes;
        Assert.Equal("by parent close policy", terminated.Reason);
    }

    private static Task<TestService> StartAsync(TestDirectory directory, TimeProvider? clock = null) =>
        TestService.StartAsync(new TemporalServiceOptions
        {
            StateDirectory = directory.Path, TimeProvider = clock ?? TimeProvider.System,
        });
}
