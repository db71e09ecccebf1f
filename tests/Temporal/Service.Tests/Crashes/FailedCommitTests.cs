using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Grpc;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>What callers hear of a service whose disk fails while they wait.</summary>
public sealed class FailedCommitTests : IDisposable
{
    private static readonly WorkflowExecution Execution = new() { WorkflowId = "w" };
    private readonly TestDirectory _directory = new();
    private readonly ManualResetEventSlim _go = new(initialState: true);
    private volatile bool _fails;

    public void Dispose()
    {
        _go.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Fail_CallersWait_AllAreToldAtOnce()
    {
        // Arrange
        await using var service = await StartAsync();
        await service.StartAsync("w");
        Task[] waiting =
        [
            service.CallAsync<GetWorkflowExecutionHistoryResponse>(
                "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
                {
                    Namespace = "default", Execution = Execution, WaitNewEvent = true,
                    HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
                }, TimeSpan.FromMinutes(2)),
            QueryAsync(service),
            service.PollWorkflowAsync("idle", TimeSpan.FromMinutes(2)),
            service.PollActivityAsync(TimeSpan.FromMinutes(2)),
        ];

        // Act
        _fails = true;
        var lost = service.StartAsync("lost");

        // Assert
        foreach (var call in waiting.Append(lost))
        {
            var refusal = await Assert.ThrowsAsync<ServiceException>(() => call);
            Assert.Equal(GrpcStatus.Unavailable, refusal.Status);
        }
    }

    [Fact]
    public async Task Query_WorkerSawWhatNeverReachedTheDisk_IsNotAnswered()
    {
        // Arrange: a worker has a task with a signal in it that is still on its way to the disk
        await using var service = await StartAsync();
        await service.StartAsync("w");
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
            Commands.Timer("t", TimeSpan.FromHours(1))));
        _fails = true;
        _go.Reset();
        var signal = service.CallAsync<SignalWorkflowExecutionResponse>(
            "SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = "default", WorkflowExecution = Execution, SignalName = "s",
            });
        var query = QueryAsync(service);
        var task = await service.PollWorkflowAsync();

        // Act
        var completion = service.CompleteAsync(task, request => request.QueryResults.Add(
            task.Queries.Keys.Single(), new WorkflowQueryResult
            {
                ResultType = QueryResultType.Answered, Answer = TestService.Text("has the signal"),
            }));
        _go.Set();

        // Assert
        foreach (var call in new Task[] { signal, completion, query })
            Assert.Equal(GrpcStatus.Unavailable, (await Assert.ThrowsAsync<ServiceException>(() => call)).Status);
    }

    [Fact]
    public async Task Health_StateCanNoLongerBeStored_IsNotServing()
    {
        // Arrange
        await using var service = await StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        var before = await client.CallAsync("/grpc.health.v1.Health/Check", new Empty());

        // Act
        var watch = client.CallAsync("/grpc.health.v1.Health/Watch", new Empty());
        while (endpoint.Traffic.Calls == 0) await Task.Yield();
        _fails = true;
        await Assert.ThrowsAsync<ServiceException>(() => service.StartAsync("lost"));
        var after = await client.CallAsync("/grpc.health.v1.Health/Check", new Empty());

        // Assert
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], before.Body);
        Assert.Equal([0, 0, 0, 0, 2, 8, 2], after.Body);
        Assert.Equal([0, 0, 0, 0, 2, 8, 2], (await watch).Body.TakeLast(7));
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(new TemporalServiceOptions
    {
        StateDirectory = _directory.Path,
        OnCrashPoint = point =>
        {
            if (point != CrashPoint.BeforeCommit) return;
            _go.Wait(TimeSpan.FromMinutes(1));
            if (_fails) throw new IOException("the disk is gone");
        },
    });

    private static Task<QueryWorkflowResponse> QueryAsync(TestService service) =>
        service.CallAsync<QueryWorkflowResponse>("QueryWorkflow", new QueryWorkflowRequest
        {
            Namespace = "default", Execution = Execution, Query = new WorkflowQuery { QueryType = "q" },
        }, TimeSpan.FromMinutes(2));
}
