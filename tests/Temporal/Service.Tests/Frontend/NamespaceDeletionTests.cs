using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>A namespace that is deleted leaves nothing to a later one of its name.</summary>
public sealed class NamespaceDeletionTests
{
    private const string Name = "short-lived";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_NamespaceWithEverythingInIt_ALaterOneOfTheNameIsEmpty(bool onDisk)
    {
        // Arrange
        using var directory = new TestDirectory();
        var options = new TemporalServiceOptions { StateDirectory = onDisk ? directory.Path : null };
        var service = await TestService.StartAsync(options);
        await RegisterAsync(service);
        await FillAsync(service);

        // Act
        await service.CallAsync<DeleteNamespaceResponse>(
            "DeleteNamespace", new DeleteNamespaceRequest { Namespace = Name }, service: TestService.OperatorService);
        if (onDisk)
        {
            await service.DisposeAsync();
            service = await TestService.StartAsync(options);
        }

        // Assert
        await using (service)
        {
            await RegisterAsync(service);
            Assert.Equal(0, (await service.CallAsync<CountWorkflowExecutionsResponse>(
                "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = Name })).Count);
            Assert.Empty((await service.CallAsync<ListSchedulesResponse>(
                "ListSchedules", new ListSchedulesRequest { Namespace = Name })).Schedules);
            Assert.Empty((await service.CallAsync<ListBatchOperationsResponse>(
                "ListBatchOperations", new ListBatchOperationsRequest { Namespace = Name })).OperationInfo);
            var queue = await service.CallAsync<DescribeTaskQueueResponse>(
                "DescribeTaskQueue", new DescribeTaskQueueRequest
                {
                    Namespace = Name, TaskQueue = new TaskQueue { Name = "q" }, ReportConfig = true,
                    TaskQueueType = TaskQueueType.Activity,
                });
            Assert.Null(queue.Config.QueueRateLimit);
            await FillAsync(service); // the same ids are free
        }

        if (!onDisk) return;
        await service.DisposeAsync();
        using var database = Service.Store.SqliteDatabase.Open(directory.File("temporal.db"));
        Assert.Equal("2", database.Scalar("select count(*) from runs"));
    }

    private static Task RegisterAsync(TestService service) => service.CallAsync<RegisterNamespaceResponse>(
        "RegisterNamespace", new RegisterNamespaceRequest
        {
            Namespace = Name,
            WorkflowExecutionRetentionPeriod = new() { Seconds = 86_400 },
        });

    /// <summary>An open run, a closed one, a schedule, a batch operation and the settings of a queue.</summary>
    private static async Task FillAsync(TestService service)
    {
        foreach (var id in new[] { "open", "closed" })
            await service.StartAsync(id, request => request.Namespace = Name);
        await service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
            {
                Namespace = Name, WorkflowExecution = new WorkflowExecution { WorkflowId = "closed" },
            });
        await service.CallAsync<CreateScheduleResponse>("CreateSchedule", new CreateScheduleRequest
        {
            Namespace = Name,
            ScheduleId = "s",
            RequestId = "r",
            Schedule = new Schedule
            {
                Spec = new ScheduleSpec { Interval = { new IntervalSpec { Interval = new() { Seconds = 3600 } } } },
                Action = new ScheduleAction
                {
                    StartWorkflow = new NewWorkflowExecutionInfo
                    {
                        WorkflowId = "wf",
                        WorkflowType = new WorkflowType { Name = "type" },
                        TaskQueue = new TaskQueue { Name = "q" },
                    },
                },
            },
        });
        await service.CallAsync<StartBatchOperationResponse>("StartBatchOperation", new StartBatchOperationRequest
        {
            Namespace = Name, JobId = "job", Reason = "test", VisibilityQuery = "WorkflowId = 'nobody'",
            TerminationOperation = new(),
        });
        await service.CallAsync<UpdateTaskQueueConfigResponse>(
            "UpdateTaskQueueConfig", new UpdateTaskQueueConfigRequest
            {
                Namespace = Name, TaskQueue = "q", TaskQueueType = TaskQueueType.Activity,
                UpdateQueueRateLimit = new() { RateLimit = new RateLimit { RequestsPerSecond = 5 }, Reason = "r" },
            });
    }
}
