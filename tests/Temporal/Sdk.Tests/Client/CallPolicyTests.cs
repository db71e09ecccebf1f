using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

/// <summary>Deadlines, retries, limits and pings of the calls that a client makes by itself.</summary>
public sealed class CallPolicyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_NoTimeoutGiven_SendsADeadlineThatIsLongerForCallsThatTheServiceKeepsOpen()
    {
        // Arrange
        var deadlines = new ConcurrentDictionary<string, string?>();
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            deadlines[context.Request.Path.Value!.Split('/')[^1]] = context.Request.Headers["grpc-timeout"];
            context.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        });
        var service = Connect(server).WorkflowService;
        var options = new RpcOptions { CancellationToken = Cancel };

        // Act
        Func<Task>[] calls =
        [
            () => service.GetSystemInfoAsync(new(), options),
            () => service.GetWorkflowExecutionHistoryAsync(new() { WaitNewEvent = true }, options),
            () => service.UpdateWorkflowExecutionAsync(new(), options),
            () => service.PollWorkflowTaskQueueAsync(new(), options),
            () => service.PollActivityTaskQueueAsync(new(), options),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAsync<RpcException>(call);

        // Assert
        Assert.Equal("30000m", deadlines["GetSystemInfo"]);
        Assert.All(
            [
                "GetWorkflowExecutionHistory", "UpdateWorkflowExecution", "PollWorkflowTaskQueue",
                "PollActivityTaskQueue",
            ],
            rpc => Assert.Equal("70000m", deadlines[rpc]));
    }

    [Fact]
    public async Task StartWorkflow_ServiceIsAwayAtFirst_IsAskedAgainForTheSameStart()
    {
        // Arrange
        var requests = new ConcurrentQueue<string>();
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            requests.Enqueue((await TinyGrpcServer.ReadAsync(context, StartWorkflowExecutionRequest.Parser)).RequestId);
            if (requests.Count <= 2)
                context.Response.Headers["grpc-status"] = "14";
            else
                await TinyGrpcServer.AnswerAsync(context, new StartWorkflowExecutionResponse { RunId = "run" });
        });

        // Act
        var handle = await new TemporalClient(Connect(server), new()).StartWorkflowAsync(
            "type", [], new("id", "queue") { Rpc = new() { CancellationToken = Cancel } });

        // Assert
        Assert.Equal("run", handle.ResultRunId);
        Assert.Equal(3, requests.Count);
        Assert.Single(requests.Distinct());
    }

    [Fact]
    public async Task GetResult_WithATimeout_BoundsEachCallAndNotTheWait()
    {
        // Arrange
        var deadlines = new ConcurrentQueue<string?>();
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            deadlines.Enqueue(context.Request.Headers["grpc-timeout"]);
            var answer = new GetWorkflowExecutionHistoryResponse { History = new() };
            if (deadlines.Count < 3)
                answer.NextPageToken = Google.Protobuf.ByteString.CopyFromUtf8("wait on");
            else
                answer.History.Events.Add(new HistoryEvent
                {
                    EventType = EventType.WorkflowExecutionCompleted,
                    WorkflowExecutionCompletedEventAttributes = new(),
                });
            return TinyGrpcServer.AnswerAsync(context, answer);
        });

        // Act
        await new TemporalClient(Connect(server), new()).GetWorkflowHandle("id").GetResultAsync(
            rpcOptions: new() { Timeout = TimeSpan.FromSeconds(40), CancellationToken = Cancel });

        // Assert
        Assert.Equal(["40000m", "40000m", "40000m"], deadlines);
    }

    [Fact]
    public async Task RpcMetadata_SetAnewOnAnOpenConnection_CountsFromTheNextCall()
    {
        // Arrange
        var seen = new ConcurrentQueue<string?>();
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            seen.Enqueue(context.Request.Headers["tenant"]);
            return TinyGrpcServer.AnswerAsync(context, new GetSystemInfoResponse());
        });
        var connection = Connect(server);
        connection.RpcMetadata = [new("tenant", "one")];
        await connection.WorkflowService.GetSystemInfoAsync(new());

        // Act
        connection.RpcMetadata = [new("tenant", "two")];
        await connection.WorkflowService.GetSystemInfoAsync(new());

        // Assert
        Assert.Equal(["one", "two"], seen);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0x7f, 0xff, 0xff, 0xff }, "length 2147483647")] // more than is taken
    [InlineData(new byte[] { 7, 0, 0, 0, 0 }, "flag 7")]
    [InlineData(new byte[] { 0, 0 }, "2 bytes of prefix")]
    public async Task Invoke_AnswerIsNoMessageThatIsTaken_FailsAsInternal(byte[] body, string expected)
    {
        // Arrange
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync(body);
            context.Response.AppendTrailer("grpc-status", "0");
        });

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(
            () => Connect(server).WorkflowService.GetSystemInfoAsync(new(), new() { CancellationToken = Cancel }));

        // Assert
        Assert.Equal(RpcException.StatusCode.Internal, thrown.Code);
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_ServiceCancelsTheCall_SaysSo()
    {
        // Arrange
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(8);
            return Task.CompletedTask;
        });

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(
            () => Connect(server).WorkflowService.GetSystemInfoAsync(new(), new() { CancellationToken = Cancel }));

        // Assert
        Assert.Equal(RpcException.StatusCode.Cancelled, thrown.Code);
    }

    [Fact]
    public async Task KeepAlive_TheOtherEndIsGoneWithoutAWord_ThePingFindsOutAndTheCallEnds()
    {
        // Arrange: the least that HTTP/2 pings can be set to
        await using var server = new SilentHttp2Server();
        var connection = TemporalConnection.CreateLazy(new(server.Address)
        {
            KeepAlive = new() { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(1) },
        });

        // Act: without pings, the call would stay open for ten minutes.
        var thrown = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.GetSystemInfoAsync(
            new(), new() { Timeout = TimeSpan.FromMinutes(10), CancellationToken = Cancel })
            .WaitAsync(TimeSpan.FromMinutes(2), Cancel));

        // Assert
        await server.PingedAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(RpcException.StatusCode.Unavailable, thrown.Code);
    }

    private static TemporalConnection Connect(TinyGrpcServer server) => TemporalConnection.CreateLazy(
        new(server.Address) { RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1) } });
}
