using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

public sealed class BatchTests
{
    [Fact]
    public async Task Start_TerminateByQuery_EndsOpenOnesThatFitAndTellsHowMany()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("a1");
        await service.StartAsync("a2");
        await service.StartAsync("b1");

        // Act
        await service.CallAsync<StartBatchOperationResponse>("StartBatchOperation", new StartBatchOperationRequest
        {
            Namespace = "default",
            JobId = "job",
            Reason = "over",
            VisibilityQuery = "WorkflowId STARTS_WITH 'a'",
            TerminationOperation = new BatchOperationTermination { Identity = "me" },
        });
        var ended = await EndedAsync(service, "job");

        // Assert
        Assert.Equal(
            (BatchOperationState.Completed, BatchOperationType.TerminateWorkflow, 2L, 2L, 0L, "me", "over"),
            (ended.State, ended.OperationType, ended.TotalOperationCount, ended.CompleteOperationCount,
                ended.FailureOperationCount, ended.Identity, ended.Reason));
        Assert.Equal("WorkflowExecutionTerminated", (await service.HistoryAsync("a2"))[^1]);
        Assert.Equal("WorkflowTaskScheduled", (await service.HistoryAsync("b1"))[^1]);
    }

    [Fact]
    public async Task Start_SameIdAgain_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("a");
        var request = Signal("job", "a");
        await service.CallAsync<StartBatchOperationResponse>("StartBatchOperation", request);

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.CallAsync<StartBatchOperationResponse>("StartBatchOperation", request));

        // Assert
        Assert.Equal(GrpcStatus.AlreadyExists, refusal.Status);
    }

    [Fact]
    public async Task Start_ResetToTheFirstTask_BeginsTheRunAnew()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var first = await service.StartAsync("a");
        await service.CompleteAsync(await service.PollWorkflowAsync(), _ => { });

        // Act
        var request = Signal("job", "a");
        request.ResetOperation = new BatchOperationReset { Options = new ResetOptions { FirstWorkflowTask = new Empty() } };
        await service.CallAsync<StartBatchOperationResponse>("StartBatchOperation", request);
        var ended = await EndedAsync(service, "job");

        // Assert
        Assert.Equal((1L, 0L), (ended.CompleteOperationCount, ended.FailureOperationCount));
        var described = await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
            {
                Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "a" },
            });
        Assert.NotEqual(first, described.WorkflowExecutionInfo.Execution.RunId);
        Assert.NotNull(described.WorkflowExtendedInfo.LastResetTime);
    }

    [Fact]
    public async Task Start_ServiceEndsInBetween_GoesOnAtItsNextStartAndSignalsOnce()
    {
        // Arrange: one operation a second, so that it is not done when the service ends
        using var directory = new TestDirectory();
        var options = new TemporalServiceOptions { StateDirectory = directory.Path };
        await using (var before = await TestService.StartAsync(options))
        {
            await before.StartAsync("a");
            await before.StartAsync("b");
            var request = Signal("job", "a", "b");
            request.MaxOperationsPerSecond = 0.1f;
            await before.CallAsync<StartBatchOperationResponse>("StartBatchOperation", request);
            await SignaledAsync(before, "a");
        }

        // Act
        await using var after = await TestService.StartAsync(options);
        await SignaledAsync(after, "a");
        await after.CallAsync<StopBatchOperationResponse>("StopBatchOperation", new StopBatchOperationRequest
        {
            Namespace = "default", JobId = "job", Reason = "enough",
        });
        var ended = await EndedAsync(after, "job");

        // Assert
        Assert.Equal(1, (await after.HistoryAsync("a")).Count(name => name == "WorkflowExecutionSignaled"));
        Assert.Equal(BatchOperationState.Failed, ended.State);
    }

    private static StartBatchOperationRequest Signal(string job, params string[] ids)
    {
        var request = new StartBatchOperationRequest
        {
            Namespace = "default",
            JobId = job,
            Reason = "why",
            SignalOperation = new BatchOperationSignal { Signal = "s", Identity = "me" },
        };
        request.Executions.Add(ids.Select(id => new WorkflowExecution { WorkflowId = id }));
        return request;
    }

    private static Task SignaledAsync(TestService service, string id) => Soon.HoldsAsync(
        async () => (await service.HistoryAsync(id)).Contains("WorkflowExecutionSignaled"));

    private static async Task<DescribeBatchOperationResponse> EndedAsync(TestService service, string job)
    {
        DescribeBatchOperationResponse described = null!;
        await Soon.HoldsAsync(async () =>
        {
            described = await service.CallAsync<DescribeBatchOperationResponse>(
                "DescribeBatchOperation", new DescribeBatchOperationRequest { Namespace = "default", JobId = job });
            return described.State != BatchOperationState.Running;
        });
        return described;
    }
}
