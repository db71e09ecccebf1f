using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>What the comparison with the official TypeScript SDK found, each held by one test.</summary>
public sealed class OtherClientTests
{
    [Fact]
    public async Task History_FailedTaskIsTriedAgain_ShowsTheNextTaskWithoutItsWorker()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var task = await service.PollWorkflowAsync();
        await service.CallAsync<RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", new RespondWorkflowTaskFailedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Cause = WorkflowTaskFailedCause.NonDeterministicError,
        });

        // Act
        await service.PollWorkflowAsync();
        var history = await HistoryAsync(service, "w");

        // Assert
        Assert.Equal(
            ["WorkflowTaskFailed", "WorkflowTaskScheduled", "WorkflowTaskStarted"],
            history.History.Events.Skip(3).Select(one => one.EventType.ToString()));
        Assert.Equal(2, history.History.Events[4].WorkflowTaskScheduledEventAttributes.Attempt);
        Assert.Empty(history.History.Events[5].WorkflowTaskStartedEventAttributes.Identity);
    }

    [Fact]
    public async Task History_OnlyTheCloseEventOfARunningRun_IsEmpty()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");

        // Act
        var history = await HistoryAsync(service, "w", HistoryEventFilterType.CloseEvent);

        // Assert
        Assert.Empty(history.History.Events);
    }

    [Theory]
    [InlineData("Nobody", "1", "BadSearchAttributes: Namespace default has no mapping defined for search attribute Nobody")]
    [InlineData("CustomIntField", "\"text\"", "BadSearchAttributes: invalid value for search attribute CustomIntField of type Int: text")]
    public async Task Upsert_AttributeThatTheNamespaceDoesNotTake_FailsTheTask(string name, string value, string message)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var upsert = new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = new() { IndexedFields = { [name] = Json(value) } } },
        };

        // Act
        var task = await service.PollWorkflowAsync();
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(task, request => request.Commands.Add(upsert)));

        // Assert
        Assert.Equal((GrpcStatus.InvalidArgument, message), (refusal.Status, refusal.Message));
    }

    [Fact]
    public async Task Command_WithoutItsAttributes_FailsTheTask()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");

        // Act
        var task = await service.PollWorkflowAsync();
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.CompleteAsync(task, request => request.Commands.Add(new Command { CommandType = CommandType.StartTimer })));

        // Assert
        Assert.Equal("BadStartTimerAttributes: StartTimerCommandAttributes is not set on StartTimerCommand.", refusal.Message);
    }

    [Fact]
    public async Task SignalExternal_OfItself_FailsAsUnknown()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w");
        var task = await service.PollWorkflowAsync();

        // Act
        await service.CompleteAsync(task, request => request.Commands.Add(new Command
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new() { Execution = new() { WorkflowId = "w" }, SignalName = "s" },
        }));
        var next = await service.PollWorkflowAsync();
        await service.CompleteAsync(next, request => request.Commands.Add(Commands.Complete("end")));

        // Assert
        Assert.Contains("SignalExternalWorkflowExecutionFailed", await service.HistoryAsync("w"));
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.TerminateIfRunning, WorkflowIdConflictPolicy.Fail)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, WorkflowIdConflictPolicy.TerminateExisting)]
    public async Task Start_PoliciesThatContradict_IsRefused(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => service.StartAsync(
            "w", request => (request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy) = (reuse, conflict)));

        // Assert
        Assert.Equal(GrpcStatus.InvalidArgument, refusal.Status);
    }

    [Fact]
    public async Task Start_AttachedToARunAtWork_IsTold()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var run = await service.StartAsync("w");

        // Act
        var again = await service.StartAsync("w", request =>
        {
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            request.RequestId = "second";
            request.OnConflictOptions = new() { AttachRequestId = true };
        });
        var described = await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest { Namespace = "default", Execution = new() { WorkflowId = "w" } });

        // Assert
        Assert.Equal(run, again);
        Assert.Equal(3, described.WorkflowExtendedInfo.RequestIdInfos["second"].EventId);
    }

    [Fact]
    public async Task Reset_UpdateIsAppliedAgain_TheWorkerLearnsOfItFromHistoryAlone()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var run = await service.StartAsync("w");
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Timer("t", TimeSpan.FromHours(1))));
        var update = new UpdateWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new() { WorkflowId = "w" },
            Request = new() { Meta = new() { UpdateId = "u" }, Input = new() { Name = "n" } },
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Accepted },
        };
        var updating = service.CallAsync<UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", update);
        var carrying = await service.PollWorkflowAsync();
        await service.CompleteAsync(carrying, request => request.Messages.Add(Accepted(carrying.Messages[0])));
        await updating;

        // Act
        await service.CallAsync<ResetWorkflowExecutionResponse>("ResetWorkflowExecution", new ResetWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new() { WorkflowId = "w", RunId = run }, WorkflowTaskFinishEventId = 4, RequestId = "r",
        });
        var task = await service.PollWorkflowAsync();

        // Assert
        Assert.Empty(task.Messages);
        Assert.Contains(task.History.Events, one => one.EventType == EventType.WorkflowExecutionUpdateAdmitted);
    }

    [Fact]
    public async Task List_RunningRun_ShowsPlainValuesAndNoLength()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w", request => request.SearchAttributes = new() { IndexedFields = { ["CustomIntField"] = Json("[7]") } });

        // Act
        var list = await service.CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "default" });

        // Assert
        var shown = Assert.Single(list.Executions);
        Assert.Equal(0, shown.HistoryLength);
        Assert.Equal("7", shown.SearchAttributes.IndexedFields["CustomIntField"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task RemoveSearchAttributes_OfTheSystem_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => service.CallAsync<RemoveSearchAttributesResponse>(
            "RemoveSearchAttributes",
            new RemoveSearchAttributesRequest { Namespace = "default", SearchAttributes = { "WorkflowId" } },
            service: TestService.OperatorService));

        // Assert
        Assert.Equal("Unable to remove non-custom search attributes: WorkflowId.", refusal.Message);
    }

    private static Payload Json(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8(text),
    };

    private static Message Accepted(Message request) => new()
    {
        Id = "accept",
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(new Acceptance { AcceptedRequestMessageId = request.Id, AcceptedRequestSequencingEventId = request.EventId }),
    };

    private static Task<GetWorkflowExecutionHistoryResponse> HistoryAsync(
        TestService service, string workflowId, HistoryEventFilterType filter = HistoryEventFilterType.AllEvent) =>
        service.CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default", Execution = new() { WorkflowId = workflowId }, HistoryEventFilterType = filter,
        });
}
