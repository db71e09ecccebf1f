using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Grpc;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>A service that stops while callers wait lets them all go.</summary>
public sealed class StopTests
{
    private static readonly WorkflowExecution Execution = new() { WorkflowId = "w" };

    /// <summary>All calls that wait.</summary>
    private static readonly (string Method, IMessage Request)[] Waiting =
    [
        ("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = "idle" }, Identity = "worker",
        }),
        ("PollActivityTaskQueue", new PollActivityTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = "idle" }, Identity = "worker",
        }),
        ("GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default", Execution = Execution, WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        }),
        ("QueryWorkflow", new QueryWorkflowRequest
        {
            Namespace = "default", Execution = Execution, Query = new WorkflowQuery { QueryType = "q" },
        }),
        ("UpdateWorkflowExecution", new UpdateWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = Execution,
            Request = new Request { Input = new Input { Name = "u" }, Meta = new Meta { UpdateId = "u" } },
        }),
    ];

    [Fact]
    public async Task Dispose_CallersOfAllKindsWait_AllAreLetGoAndTheDirectoryIsFree()
    {
        using var directory = new TestDirectory();
        for (var round = 0; round < 5; round++)
        {
            // Arrange
            var service = await TestService.StartAsync(new TemporalServiceOptions { StateDirectory = directory.Path });
            if (round == 0) await service.StartAsync("w");
            var tcp = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
            var unix = await service.Service.ListenUnixAsync(
                directory.File("t.sock"), TestContext.Current.CancellationToken);
            using var overTcp = new GrpcTestClient(tcp.Address);
            using var overUnix = new GrpcTestClient("localhost", unix.Address["unix://".Length..]);
            var calls = new List<Task>();
            foreach (var (method, request) in Waiting)
            {
                calls.Add(service.CallAsync<IMessage>(method, request, TimeSpan.FromMinutes(2)));
                foreach (var client in new[] { overTcp, overUnix })
                    calls.Add(client.CallAsync(GrpcTestClient.WorkflowService + method, request, timeout: "120S"));
            }

            while (tcp.Traffic.Calls < Waiting.Length || unix.Traffic.Calls < Waiting.Length) await Task.Yield();

            // Act
            await service.DisposeAsync();

            // Assert
            foreach (var call in calls)
            {
                if (await Record.ExceptionAsync(() => call) is not { } refusal) continue;
                Assert.Equal(GrpcStatus.Unavailable, Assert.IsType<ServiceException>(refusal).Status);
            }
        }
    }

    [Fact]
    public async Task Call_AfterTheEnd_IsUnavailable()
    {
        // Arrange
        using var directory = new TestDirectory();
        var service = await TestService.StartAsync(new TemporalServiceOptions { StateDirectory = directory.Path });
        await service.StartAsync("w");
        await service.DisposeAsync();

        foreach (var (method, request) in Waiting)
        {
            // Act
            var refusal = await Assert.ThrowsAsync<ServiceException>(
                () => service.CallAsync<IMessage>(method, request, TimeSpan.FromMinutes(2)));

            // Assert: an empty answer would let a worker ask again at once, and for ever
            Assert.Equal(GrpcStatus.Unavailable, refusal.Status);
        }
    }
}
