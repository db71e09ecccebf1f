using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Starts by policy, updates, resets, heartbeats, signals: what goes beside the plain run.</summary>
public sealed class MoreScenarioTests
{
    [Fact]
    public async Task Start_TwiceAtOnceWithOneId_OneBeginsAndTheOtherIsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var starts = Enumerable.Range(0, 20).Select(_ => Task.Run(() => service.StartAsync("w"))).ToList();
        await Task.WhenAll(starts.Select(start => start.ContinueWith(
            _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)));

        // Assert
        Assert.Equal(1, starts.Count(start => start.IsCompletedSuccessfully));
        Assert.All(
            starts.Where(start => start.IsFaulted),
            start => Assert.Equal(
                GrpcStatus.AlreadyExists, Assert.IsType<ServiceException>(start.Exception!.InnerException).Status));
    }

    [Fact]
    public async Task Start_ByPolicy_UsesTerminatesOrRefuses()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var first = await service.StartAsync("w");

        // Act
        var used = await service.StartAsync(
            "w", request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        var second = await service.StartAsync(
            "w", request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
        await TerminateAsync(service, "w");
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.StartAsync(
                "w", request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate));
        var third = await service.StartAsync(
            "w", request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);

        // Assert
        Assert.Equal(first, used);
        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);
        Assert.Equal(
            $"Workflow execution already finished. WorkflowId: w, RunId: {second}. Workflow Id reuse policy: reject duplicate workflow Id.",
            refusal.Message);
    }

    [Fact]
    public async Task SignalWithStart_RunningAndNot_SignalsTheOneRun()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowId = "w", WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = TestService.Queue }, SignalName = "s",
        };

        // Act
        var began = await service.CallAsync<SignalWithStartWorkflowExecutionResponse>(
            "SignalWithStartWorkflowExecution", request);
        var again = await service.CallAsync<SignalWithStartWorkflowExecutionResponse>(
            "SignalWithStartWorkflowExecution", request);

        // Assert
        Assert.Equal((true, false, began.RunId), (began.Started, again.Started, again.RunId));
        Assert.Equal(
            ["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled",
                "WorkflowExecutionSignaled"],
            await service.HistoryAsync("w"));
    }

    [Fact]
    public async Task Update_AcceptedAndCompletedInOneTask_AnswersItsOutcome()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request =>
                request.Commands.Add(Commands.Timer("t", TimeSpan.FromHours(1))));

        // Act
        var update = UpdateAsync(service, "w", "u1");
        var task = await service.PollWorkflowAsync();
        await AnswerAsync(service, task);
        var answer = await update;
        var known = await service.CallAsync<PollWorkflowExecutionUpdateResponse>(
            "PollWorkflowExecutionUpdate", new PollWorkflowExecutionUpdateRequest
        {
            Namespace = "default",
            UpdateRef = answer.UpdateRef,
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        });

        // Assert
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, answer.Stage);
        Assert.Equal(TestService.Text("updated"), answer.Outcome.Success);
        Assert.Equal(answer.Outcome, known.Outcome);
        Assert.Equal(
            ["WorkflowExecutionUpdateAccepted", "WorkflowExecutionUpdateCompleted"], (
                await service.HistoryAsync("w")).TakeLast(2));
    }

    [Fact]
    public async Task Update_Rejected_LeavesNoEventAndTakesTheWorkersCacheBack()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request =>
                request.Commands.Add(Commands.Timer("t", TimeSpan.FromHours(1))));
        var before = await service.HistoryAsync("w");

        // Act
        var update = UpdateAsync(service, "w", "u1");
        var task = await service.PollWorkflowAsync();
        var message = Assert.Single(task.Messages);
        var completed = await service.CompleteAsync(task, request => request.Messages.Add(new Message
        {
            Id = "u1/reject",
            ProtocolInstanceId = "u1",
            Body = Any.Pack(new Rejection
            {
                RejectedRequestMessageId = message.Id,
                RejectedRequestSequencingEventId = message.EventId,
                RejectedRequest = message.Body.Unpack<Request>(),
                Failure = new Api.Failure.V1.Failure { Message = "no" },
            }),
        }));

        // Assert: the task's own events were 6 and 7; the last that counts is the first task's Started event.
        Assert.Equal("no", (await update).Outcome.Failure.Message);
        Assert.Equal(3, completed.ResetHistoryEventId);
        Assert.Equal(before, await service.HistoryAsync("w"));
    }

    [Fact]
    public async Task UpdateWithStart_NewRun_AnswersBoth()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var both = service.CallAsync<ExecuteMultiOperationResponse>(
            "ExecuteMultiOperation", new ExecuteMultiOperationRequest
        {
            Namespace = "default",
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation
                {
                    StartWorkflow = new StartWorkflowExecutionRequest
                    {
                        Namespace = "default", WorkflowId = "w", WorkflowType = new WorkflowType { Name = "type" },
                        TaskQueue = new TaskQueue { Name = TestService.Queue },
                    },
                },
                new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = Update("w", "u1") },
            },
        });
        await AnswerAsync(service, await service.PollWorkflowAsync());
        var answer = await both;

        // Assert
        Assert.True(answer.Responses[0].StartWorkflow.Started);
        Assert.Equal(TestService.Text("updated"), answer.Responses[1].UpdateWorkflow.Outcome.Success);
    }

    [Fact]
    public async Task Reset_CompletedRun_GoesOnFromTheEvent()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var run = await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Complete("wrong")));

        // Act
        var reset = await service.CallAsync<ResetWorkflowExecutionResponse>(
            "ResetWorkflowExecution", new ResetWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new WorkflowExecution { WorkflowId = "w", RunId = run },
            Reason = "again",
            WorkflowTaskFinishEventId = 4,
            RequestId = "once",
        });
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request => request.Commands.Add(Commands.Complete("right")));

        // Assert
        Assert.NotEqual(run, reset.RunId);
        Assert.Equal(reset.RunId, task.WorkflowExecution.RunId);
        Assert.Contains("WorkflowTaskFailed", await service.HistoryAsync("w"));
    }

    [Fact]
    public async Task Heartbeat_CancelRequested_TellsTheWorkerAndDescribeShowsTheDetails()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Activity("1")));
        var activity = await service.PollActivityAsync();

        // Act
        var calm = await HeartbeatAsync(service, activity);
        var described = await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "w" },
        });
        await service.CallAsync<RequestCancelWorkflowExecutionResponse>(
            "RequestCancelWorkflowExecution", new RequestCancelWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "w" },
        });
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(new Api.Command.V1.Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = 5 },
        }));
        var cancelled = await HeartbeatAsync(service, activity);

        // Assert
        Assert.Equal((false, true), (calm.CancelRequested, cancelled.CancelRequested));
        var pending = Assert.Single(described.PendingActivities);
        Assert.Equal((PendingActivityState.Started, 1, TestService.Text(
            "half")), (pending.State, pending.Attempt, pending.HeartbeatDetails));
    }

    [Fact]
    public async Task Delete_OpenRun_EndsThoseWhoWaitForItAndLeavesNothing()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync(
            "w", request => request.WorkflowStartDelay = Duration.FromTimeSpan(TimeSpan.FromHours(1)));
        var waiting = service.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = "w" },
            WaitNewEvent = true,
            NextPageToken = (await service.CallAsync<GetWorkflowExecutionHistoryResponse>(
                "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
                {
                    Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "w" }, WaitNewEvent = true,
                })).NextPageToken,
        });

        // Act
        await service.CallAsync<DeleteWorkflowExecutionResponse>(
            "DeleteWorkflowExecution", new DeleteWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "w" },
        });

        // Assert: the wait ends with the termination or, after it, with the run gone.
        var ended = await Record.ExceptionAsync(() => waiting);
        Assert.True(ended is null or ServiceException { Status: GrpcStatus.NotFound }, ended?.ToString());
        var missing = await Assert.ThrowsAsync<ServiceException>(() => service.HistoryAsync("w"));
        Assert.Equal("workflow not found for ID: w", missing.Message);
    }

    [Fact]
    public async Task TwoServices_InOneProcess_ShareNothing()
    {
        // Arrange
        await using var one = await TestService.StartAsync();
        await using var other = await TestService.StartAsync();

        // Act
        await one.StartAsync("w");

        // Assert
        var missing = await Assert.ThrowsAsync<ServiceException>(() => other.HistoryAsync("w"));
        Assert.Equal("workflow not found for ID: w", missing.Message);
        Assert.True((await other.PollWorkflowAsync(timeout: TimeSpan.FromMilliseconds(50))).TaskToken.IsEmpty);
    }

    private static Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(
        TestService service, PollActivityTaskQueueResponse task) =>
        service.CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Details = TestService.Text("half"),
        });

    private static Task<TerminateWorkflowExecutionResponse> TerminateAsync(TestService service, string id) =>
        service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = id },
        });

    private static Task<UpdateWorkflowExecutionResponse> UpdateAsync(TestService service, string id, string updateId) =>
        service.CallAsync<UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", Update(id, updateId));

    private static UpdateWorkflowExecutionRequest Update(string id, string updateId) => new()
    {
        Namespace = "default",
        WorkflowExecution = new WorkflowExecution { WorkflowId = id },
        WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        Request = new Request { Meta = new Meta { UpdateId = updateId }, Input = new Input { Name = "set" } },
    };

    /// <summary>Accepts and completes the update that a task carries, as a worker does.</summary>
    private static Task AnswerAsync(TestService service, PollWorkflowTaskQueueResponse task)
    {
        var message = Assert.Single(task.Messages);
        var id = message.ProtocolInstanceId;
        return service.CompleteAsync(task, request =>
        {
            request.Messages.Add(new Message
            {
                Id = id + "/accept",
                ProtocolInstanceId = id,
                Body = Any.Pack(new Acceptance
                {
                    AcceptedRequestMessageId = message.Id,
                    AcceptedRequestSequencingEventId = message.EventId,
                    AcceptedRequest = message.Body.Unpack<Request>(),
                }),
            });
            request.Messages.Add(new Message
            {
                Id = id + "/complete",
                ProtocolInstanceId = id,
                Body = Any.Pack(new Response
                {
                    Meta = new Meta { UpdateId = id }, Outcome = new Outcome { Success = TestService.Text("updated") },
                }),
            });
            foreach (var sent in request.Messages)
            {
                request.Commands.Add(new Api.Command.V1.Command
                {
                    CommandType = CommandType.ProtocolMessage,
                    ProtocolMessageCommandAttributes = new() { MessageId = sent.Id },
                });
            }
        });
    }
}
