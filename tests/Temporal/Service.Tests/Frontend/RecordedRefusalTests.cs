using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Grpc;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Sends requests that a real server refused, and compares code, message and typed details.</summary>
public sealed class RecordedRefusalTests
{
    [Theory]
    [InlineData("describeNamespace.unknown")]
    [InlineData("describeNamespace.empty")]
    [InlineData("registerNamespace.noRetention")]
    [InlineData("registerNamespace.empty")]
    [InlineData("addSearchAttributes.reserved")]
    [InlineData("start.noId")]
    [InlineData("start.noType")]
    [InlineData("start.noQueue")]
    [InlineData("start.emptyQueue")]
    [InlineData("start.badRequestId")]
    [InlineData("start.longId")]
    [InlineData("start.longType")]
    [InlineData("start.longQueue")]
    [InlineData("start.unknownNamespace")]
    [InlineData("start.negativeTimeout")]
    [InlineData("start.badRetry")]
    [InlineData("start.badRetryCoefficient")]
    [InlineData("start.badRetryAttempts")]
    [InlineData("start.badCron")]
    [InlineData("start.cronAndDelay")]
    [InlineData("start.unknownSearchAttribute")]
    [InlineData("start.wrongSearchAttributeType")]
    [InlineData("signalWithStart.noSignalName")]
    [InlineData("describe.unknown")]
    [InlineData("describe.badRun")]
    [InlineData("describe.otherRun")]
    [InlineData("describe.noId")]
    [InlineData("describe.noExecution")]
    [InlineData("history.unknown")]
    [InlineData("history.badToken")]
    [InlineData("signal.unknown")]
    [InlineData("signal.noName")]
    [InlineData("signal.longName")]
    [InlineData("signal.closed")]
    [InlineData("query.noType")]
    [InlineData("query.unknown")]
    [InlineData("cancel.unknown")]
    [InlineData("terminate.unknown")]
    [InlineData("terminate.closed")]
    [InlineData("delete.unknown")]
    [InlineData("respondActivityCompleted.garbageToken")]
    [InlineData("respondActivityCompleted.noToken")]
    [InlineData("respondActivityCompletedById.unknown")]
    [InlineData("respondActivityCompletedById.unknownActivity")]
    [InlineData("recordHeartbeatById.unknown")]
    [InlineData("respondWorkflowTaskCompleted.garbageToken")]
    [InlineData("pollWorkflowTask.noQueue")]
    [InlineData("pollWorkflowTask.wrongNamespace")]
    [InlineData("pollActivityTask.noQueue")]
    [InlineData("count.syntax")]
    [InlineData("count.unknownAttribute")]
    [InlineData("count.wrongType")]
    [InlineData("count.badStatus")]
    [InlineData("count.like")]
    [InlineData("list.like")]
    [InlineData("count.orderBy")]
    [InlineData("list.orderBy")]
    [InlineData("count.startTimeBad")]
    [InlineData("count.groupByType")]
    [InlineData("createSchedule.badCron")]
    [InlineData("createSchedule.badZone")]
    [InlineData("createSchedule.noId")]
    [InlineData("describeSchedule.unknown")]
    [InlineData("update.noName")]
    [InlineData("update.unknownWorkflow")]
    [InlineData("update.closed")]
    [InlineData("pollUpdate.unknown")]
    [InlineData("executeMultiOperation.differentIds")]
    [InlineData("executeMultiOperation.empty")]
    public async Task Invoke_RecordedRequest_IsRefusedInTheSameWords(string name)
    {
        // Arrange
        var recorded = WireRecording.Refusal(name);
        await using var service = await TestService.StartAsync();
        await service.StartAsync("a-f080e317");
        await service.StartAsync("u-449745f1");
        await service.StartAsync("c-11bde026");
        await service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "c-11bde026" },
        });
        var owner = recorded.Method.Contains("SearchAttributes", StringComparison.Ordinal)
            ? TestService.OperatorService
            : TestService.WorkflowService;
        var request = service.Service.Frontend.ParserOf(owner, recorded.Method).ParseFrom(ByteString.Empty);
        WireRecording.Fill(request, recorded.Request);

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.CallAsync<IMessage>(recorded.Method, request, TimeSpan.FromSeconds(10), owner));

        // Assert
        Assert.Equal((recorded.Code, recorded.Message), ((int)refusal.Status, refusal.Message));
        if (recorded.Details.Length > 0)
            Assert.Equal(recorded.Details.TrimEnd('='), GrpcStatusDetails.Details(refusal));
    }

    [Fact]
    public async Task Start_PayloadOrMemoAboveTwoMebibytes_IsRefused()
    {
        // Arrange: the recording cuts these requests short.
        await using var service = await TestService.StartAsync();
        var big = TestService.Text(new string('x', 2 * 1024 * 1024));

        // Act
        var payload = await Assert.ThrowsAsync<ServiceException>(
            () => service.StartAsync("a", request => request.Input = big));
        var memo = await Assert.ThrowsAsync<ServiceException>(
            () =>
                service.StartAsync("a", request => request.Memo = new Memo { Fields = { ["m"] = big.Payloads_[0] } }));

        // Assert
        Assert.Equal((GrpcStatus.InvalidArgument, "Blob data size exceeds limit."), (payload.Status, payload.Message));
        Assert.Equal((GrpcStatus.InvalidArgument, "Memo size exceeds limit."), (memo.Status, memo.Message));
    }

    [Fact]
    public async Task Invoke_UnknownMethod_IsUnimplemented()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.CallAsync<IMessage>("CreateNothing", new StartWorkflowExecutionRequest()));

        // Assert
        Assert.Equal(
            (GrpcStatus.Unimplemented,
                "unknown method CreateNothing for service temporal.api.workflowservice.v1.WorkflowService"),
            (refusal.Status, refusal.Message));
    }
}
