using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Tests.Frontend;

public sealed class RunScenarioTests
{
    [Fact]
    public async Task Run_WithOneActivity_LeavesTheHistoryOfARealServer()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");

        // Act
        var first = await service.PollWorkflowAsync();
        await service.CompleteAsync(first, request => request.Commands.Add(Commands.Activity("1")));
        var activity = await service.PollActivityAsync();
        await service.CompleteAsync(activity, "made");
        var second = await service.PollWorkflowAsync();
        await service.CompleteAsync(second, request => request.Commands.Add(Commands.Complete("done")));

        // Assert
        Assert.Equal(3, first.StartedEventId);
        Assert.Equal(("1", 1, "w"), (activity.ActivityId, activity.Attempt, activity.WorkflowExecution.WorkflowId));
        Assert.Equal((3, 9), (second.PreviousStartedEventId, second.StartedEventId));
        Assert.Equal(
            [
                "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted",
                "ActivityTaskScheduled", "ActivityTaskStarted", "ActivityTaskCompleted",
                "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted", "WorkflowExecutionCompleted",
            ],
            await service.HistoryAsync("w"));
        var described = await DescribeAsync(service, "w");
        Assert.Equal(WorkflowExecutionStatus.Completed, described.WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task GetHistory_WaitsForTheClose_AnswersWithTheClosingEvent()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var result = service.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = new WorkflowExecution { WorkflowId = "w" },
                WaitNewEvent = true,
                HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
            });

        // Act
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Complete("done")));

        // Assert
        var events = (await result).History.Events;
        Assert.Equal(EventType.WorkflowExecutionCompleted, Assert.Single(events).EventType);
    }

    [Fact]
    public async Task Poll_StickyQueue_GetsOnlyNewEvents_AndTheNormalOneAfterTheWorkerLeft()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var first = await service.PollWorkflowAsync();
        var idle = service.PollWorkflowAsync("sticky");
        await service.CompleteAsync(first, request =>
        {
            request.StickyAttributes = Sticky();
            request.Commands.Add(Commands.Timer("long", TimeSpan.FromHours(1)));
        });

        // Act
        await SignalAsync(service, "w");
        var cached = await idle;
        await service.CompleteAsync(cached, request => request.StickyAttributes = Sticky());
        await service.CallAsync<ShutdownWorkerResponse>(
            "ShutdownWorker", new ShutdownWorkerRequest { Namespace = "default", StickyTaskQueue = "sticky" });
        await SignalAsync(service, "w");
        var whole = await service.PollWorkflowAsync();

        // Assert
        Assert.Equal((4, 8, 3), (
            cached.History.Events[0].EventId, cached.History.Events[^1].EventId, cached.PreviousStartedEventId));
        Assert.Equal(1, whole.History.Events[0].EventId);
    }

    [Fact]
    public async Task Query_IdleRun_IsAnsweredThroughATaskOfItsOwn()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request =>
                request.Commands.Add(Commands.Timer("t", TimeSpan.FromHours(1))));

        // Act
        var query = QueryAsync(service, "w");
        var task = await service.PollWorkflowAsync();
        await service.CallAsync<RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted", new RespondQueryTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = TestService.Text("fine"),
        });

        // Assert
        Assert.Equal("how", task.Query.QueryType);
        Assert.Equal(TestService.Text("fine"), (await query).QueryResult);
    }

    [Fact]
    public async Task Query_WorkflowTaskPending_IsCarriedByIt()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var query = QueryAsync(service, "w");

        // Act
        var task = await service.PollWorkflowAsync();
        var carried = Assert.Single(task.Queries);
        await service.CompleteAsync(task, request =>
        {
            request.Commands.Add(Commands.Complete("done"));
            request.QueryResults.Add(carried.Key, new WorkflowQueryResult
            {
                ResultType = QueryResultType.Answered, Answer = TestService.Text("fine"),
            });
        });

        // Assert
        Assert.Equal(TestService.Text("fine"), (await query).QueryResult);
    }

    [Fact]
    public async Task Child_StartedAndClosed_TellsItsParent()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("parent");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Child("kid")));

        // Act: two tasks wait now, the child's first one and the parent's that knows of the start.
        var tasks = new[] { await service.PollWorkflowAsync(), await service.PollWorkflowAsync() };
        foreach (var task in tasks)
        {
            await service.CompleteAsync(task, request =>
            {
                if (task.WorkflowExecution.WorkflowId == "kid") request.Commands.Add(Commands.Complete("grown"));
            });
        }

        var last = await service.PollWorkflowAsync();
        await service.CompleteAsync(last, request => request.Commands.Add(Commands.Complete("done")));

        // Assert
        Assert.Equal("parent", last.WorkflowExecution.WorkflowId);
        var history = await service.HistoryAsync("parent");
        Assert.Contains("ChildWorkflowExecutionStarted", history);
        Assert.Contains("ChildWorkflowExecutionCompleted", history);
        Assert.Equal("WorkflowExecutionCompleted", history[^1]);
    }

    [Fact]
    public async Task Run_ContinuedAsNew_GoesOnAsAnotherRunOfTheSameId()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var firstRun = await service.StartAsync("w");

        // Act
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.ContinueAsNew()));
        var next = await service.PollWorkflowAsync();

        // Assert
        Assert.NotEqual(firstRun, next.WorkflowExecution.RunId);
        Assert.Equal(
            next.WorkflowExecution.RunId, (await DescribeAsync(service, "w")).WorkflowExecutionInfo.Execution.RunId);
    }

    [Fact]
    public async Task Timer_IsDue_WakesTheRunAtThatTime()
    {
        // Arrange
        var clock = new ManualClock();
        await using var service = await TestService.StartAsync(new TemporalServiceOptions { TimeProvider = clock });
        await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request =>
                request.Commands.Add(Commands.Timer("t", TimeSpan.FromMilliseconds(1_234))));
        var started = clock.GetUtcNow();

        // Act
        clock.Advance(TimeSpan.FromMilliseconds(1_233));
        var before = await service.HistoryAsync("w");
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var task = await service.PollWorkflowAsync();

        // Assert
        Assert.DoesNotContain("TimerFired", before);
        var fired = task.History.Events.Single(one => one.EventType == EventType.TimerFired);
        Assert.Equal(started.AddMilliseconds(1_234), fired.EventTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Poll_ServiceStops_EndsEmptyAtOnce()
    {
        // Arrange
        var service = await TestService.StartAsync();
        var poll = service.PollWorkflowAsync();

        // Act
        await service.DisposeAsync();

        // Assert
        Assert.True((await poll).TaskToken.IsEmpty);
    }

    [Fact]
    public async Task List_AfterTerminateAndDelete_ShowsWhatIsLeft()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        foreach (var id in new[] { "a", "b", "c" }) await service.StartAsync(id);

        // Act
        await service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "a" }, Reason = "why",
        });
        await service.CallAsync<DeleteWorkflowExecutionResponse>(
            "DeleteWorkflowExecution", new DeleteWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "b" },
        });

        // Assert
        Assert.Equal(["c", "a"], await ListAsync(service, ""));
        Assert.Equal(["a"], await ListAsync(service, "ExecutionStatus = 'Terminated'"));
    }

    private static StickyExecutionAttributes Sticky() => new()
    {
        WorkerTaskQueue = new TaskQueue { Name = "sticky", Kind = TaskQueueKind.Sticky,
            NormalName = TestService.Queue },
        ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
    };

    private static async Task<IReadOnlyList<string>> ListAsync(TestService service, string query)
    {
        var answer = await service.CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "default", Query = query });
        return [.. answer.Executions.Select(info => info.Execution.WorkflowId)];
    }

    private static Task<QueryWorkflowResponse> QueryAsync(TestService service, string id) =>
        service.CallAsync<QueryWorkflowResponse>("QueryWorkflow", new QueryWorkflowRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = id },
            Query = new WorkflowQuery { QueryType = "how" },
        });

    private static Task<SignalWorkflowExecutionResponse> SignalAsync(TestService service, string id) =>
        service.CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = id }, SignalName = "s",
        });

    private static Task<DescribeWorkflowExecutionResponse> DescribeAsync(TestService service, string id) =>
        service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id },
        });
}
