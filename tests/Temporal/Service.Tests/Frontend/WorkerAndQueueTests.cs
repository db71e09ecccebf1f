using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>What workers tell of themselves, and how fast they get tasks.</summary>
public sealed class WorkerAndQueueTests
{
    [Fact]
    public async Task List_WorkersReport_FindsThemByTheirAttributes()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var report = new RecordWorkerHeartbeatRequest { Namespace = "default" };
        report.WorkerHeartbeat.Add([Worker("1", "q1"), Worker("2", "q2")]);

        // Act
        await service.CallAsync<RecordWorkerHeartbeatResponse>("RecordWorkerHeartbeat", report);
        await service.CallAsync<ShutdownWorkerResponse>("ShutdownWorker", new ShutdownWorkerRequest
        {
            Namespace = "default", WorkerInstanceKey = "2",
        });
        var found = await service.CallAsync<ListWorkersResponse>("ListWorkers", new ListWorkersRequest
        {
            Namespace = "default", Query = "TaskQueue = 'q1' AND SdkName = 'sdk'",
        });
        var gone = await service.CallAsync<DescribeWorkerResponse>("DescribeWorker", new DescribeWorkerRequest
        {
            Namespace = "default", WorkerInstanceKey = "2",
        });
        var count = await service.CallAsync<CountWorkersResponse>("CountWorkers", new CountWorkersRequest
        {
            Namespace = "default",
        });

        // Assert
        Assert.Equal("1", Assert.Single(found.Workers).WorkerInstanceKey);
        Assert.Equal(WorkerStatus.Shutdown, gone.WorkerInfo.WorkerHeartbeat.Status);
        Assert.Equal(2, count.Count);
    }

    [Fact]
    public async Task Shutdown_WorkerPolls_ItsPollsEndAndThoseOfOthersGoOn()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        Task<PollWorkflowTaskQueueResponse> Poll(string worker, string queue) =>
            service.CallAsync<PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
            {
                Namespace = "default", TaskQueue = new TaskQueue { Name = queue }, WorkerInstanceKey = worker,
            });
        var leaving = Poll("leaving", TestService.Queue);
        var sticky = Poll("leaving", "sticky");
        var staying = Poll("staying", TestService.Queue);
        var activities = service.CallAsync<PollActivityTaskQueueResponse>(
            "PollActivityTaskQueue", new PollActivityTaskQueueRequest
            {
                Namespace = "default", TaskQueue = new TaskQueue { Name = TestService.Queue },
                WorkerInstanceKey = "leaving",
            });

        // Act
        await service.CallAsync<ShutdownWorkerResponse>("ShutdownWorker", new ShutdownWorkerRequest
        {
            Namespace = "default", WorkerInstanceKey = "leaving", TaskQueue = TestService.Queue,
            StickyTaskQueue = "sticky",
        });
        var ended = await Task.WhenAll(leaving, sticky);
        await activities;
        await service.StartAsync("w");

        // Assert
        Assert.All(ended, poll => Assert.True(poll.TaskToken.IsEmpty));
        Assert.Equal("w", (await staying).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task Poll_OperatorSetARate_TasksComeNoFasterAlsoAfterARestart()
    {
        // Arrange
        using var directory = new TestDirectory();
        var clock = new ManualClock();
        var options = new TemporalServiceOptions { StateDirectory = directory.Path, TimeProvider = clock };
        await using (var before = await TestService.StartAsync(options))
        {
            var set = await before.CallAsync<UpdateTaskQueueConfigResponse>(
                "UpdateTaskQueueConfig", Rate(1, TaskQueueType.Activity));
            Assert.Equal("slow", set.Config.QueueRateLimit.Metadata.Reason);
        }

        await using var service = await TestService.StartAsync(options);
        await service.StartAsync("w");
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
            [Commands.Activity("1"), Commands.Activity("2")]));

        // Act
        var first = await service.PollActivityAsync();
        var armed = clock.ArmedTimers;
        var second = service.PollActivityAsync();
        var waited = clock.ArmedTimers > armed && !second.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(1));

        // Assert
        Assert.Equal("1", first.ActivityId);
        Assert.True(waited);
        Assert.Equal("2", (await second).ActivityId);
        var described = await service.CallAsync<DescribeTaskQueueResponse>(
            "DescribeTaskQueue", new DescribeTaskQueueRequest
            {
                Namespace = "default",
                TaskQueue = new TaskQueue { Name = TestService.Queue },
                TaskQueueType = TaskQueueType.Activity,
                ReportConfig = true,
            });
        Assert.Equal((1f, RateLimitSource.Api), (
            described.EffectiveRateLimit.RequestsPerSecond, described.EffectiveRateLimit.RateLimitSource));
    }

    [Fact]
    public async Task UpdateTaskQueueConfig_WorkflowQueue_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(() =>
            service.CallAsync<UpdateTaskQueueConfigResponse>("UpdateTaskQueueConfig", Rate(1, TaskQueueType.Workflow)));

        // Assert
        Assert.Equal("Setting rate limit on workflow task queues is not allowed.", refusal.Message);
    }

    [Fact]
    public async Task Start_EagerlyRequested_ComesWithItsFirstTaskAndIsOfferedToNobodyElse()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var started = await service.CallAsync<StartWorkflowExecutionResponse>(
            "StartWorkflowExecution", new StartWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowId = "w",
                WorkflowType = new Api.Common.V1.WorkflowType { Name = "type" },
                TaskQueue = new TaskQueue { Name = TestService.Queue },
                RequestId = "r",
                RequestEagerExecution = true,
            });
        var none = await service.PollWorkflowAsync(timeout: TimeSpan.FromMilliseconds(50));
        await service.CompleteAsync(started.EagerWorkflowTask, request => request.Commands.Add(Commands.Complete("x")));

        // Assert
        Assert.True(none.TaskToken.IsEmpty);
        Assert.Equal(3, started.EagerWorkflowTask.History.Events.Count);
        Assert.True(started.EagerWorkflowTask.History.Events[0]
            .WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
        Assert.Equal("WorkflowExecutionCompleted", (await service.HistoryAsync("w"))[^1]);
    }

    private static UpdateTaskQueueConfigRequest Rate(float perSecond, TaskQueueType type) => new()
    {
        Namespace = "default",
        TaskQueue = TestService.Queue,
        TaskQueueType = type,
        Identity = "me",
        UpdateQueueRateLimit = new UpdateTaskQueueConfigRequest.Types.RateLimitUpdate
        {
            RateLimit = new RateLimit { RequestsPerSecond = perSecond }, Reason = "slow",
        },
    };

    private static WorkerHeartbeat Worker(string key, string queue) => new()
    {
        WorkerInstanceKey = key, WorkerIdentity = $"worker-{key}", TaskQueue = queue, SdkName = "sdk",
        Status = WorkerStatus.Running,
    };
}
