using System.IO.Compression;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public sealed class GrpcInvokerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_ServerAnswers_SendsGrpcHeadersAndReturnsTheMessage()
    {
        // Arrange
        var headers = new TaskCompletionSource<(string Path, IHeaderDictionary Headers)>();
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            headers.SetResult((context.Request.Path, Copy(context.Request.Headers)));
            await TinyGrpcServer.AnswerAsync(context, new GetSystemInfoResponse { ServerVersion = "9.9" });
        });
        var connection = TemporalConnection.CreateLazy(new(server.Address)
        {
            ApiKey = "key",
            Tls = new() { Disabled = true },
            RpcMetadata = [new("from", "connection"), new("both", "connection")],
        });

        // Act
        var answer = await connection.WorkflowService.GetSystemInfoAsync(new(), new()
        {
            Timeout = TimeSpan.FromSeconds(7),
            CancellationToken = Cancel,
            Metadata = [new("both", "call")],
            BinaryMetadata = [new("raw-bin", [1, 2, 3, 4])],
        });

        // Assert
        Assert.Equal("9.9", answer.ServerVersion);
        var (path, sent) = await headers.Task;
        Assert.Equal("/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo", path);
        Assert.Equal("trailers", sent.TE);
        Assert.Equal("7000m", sent["grpc-timeout"]);
        Assert.Equal("Bearer key", sent.Authorization);
        Assert.Equal("connection", sent["from"]);
        Assert.Equal("call", sent["both"]);
        Assert.Equal("AQIDBA", sent["raw-bin"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoke_ServerRefuses_ThrowsWithCodeMessageAndTypedDetail(bool inTrailers)
    {
        // Arrange
        var status = new GrpcStatus { Code = 6, Message = "schon da: ä" };
        status.Details.Add(Any.Pack(new WorkflowExecutionAlreadyStartedFailure { RunId = "run" }));
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.StartAsyncIf(inTrailers);
            Put("grpc-status", "6");
            Put("grpc-message", "schon da: %C3%A4");
            Put("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('='));

            void Put(string name, string value)
            {
                if (inTrailers)
                {
                    context.Response.AppendTrailer(name, value);
                }
                else
                {
                    context.Response.Headers[name] = value;
                }
            }
        });

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, new()));

        // Assert
        Assert.Equal(RpcException.StatusCode.AlreadyExists, thrown.Code);
        Assert.Equal("schon da: ä", thrown.Message);
        Assert.Equal("run", thrown.Detail<WorkflowExecutionAlreadyStartedFailure>()?.RunId);
    }

    [Fact]
    public async Task Invoke_NoGrpcServer_MapsTheHttpStatus()
    {
        // Arrange
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, new()));

        // Assert
        Assert.Equal(RpcException.StatusCode.Unavailable, thrown.Code);
    }

    [Fact]
    public async Task Invoke_TimeIsOver_ThrowsDeadlineExceeded()
    {
        // Arrange
        await using var server = await TinyGrpcServer.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() =>
            CallAsync(server, new() { Timeout = TimeSpan.FromMilliseconds(50) }));

        // Assert
        Assert.Equal(RpcException.StatusCode.DeadlineExceeded, thrown.Code);
    }

    [Fact]
    public async Task Invoke_CallerCancels_ThrowsOperationCanceledAndTheServerSeesIt()
    {
        // Arrange
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
            arrived.SetResult();
            await aborted.Task;
        });
        using var cancel = new CancellationTokenSource();

        // Act
        var call = CallAsync(server, new() { CancellationToken = cancel.Token });
        await arrived.Task.WaitAsync(Cancel);
        await cancel.CancelAsync();

        // Assert
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await aborted.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Invoke_UnavailableAtFirst_IsTriedAgainOnlyWhenAsked()
    {
        // Arrange
        var calls = 0;
        await using var server = await TinyGrpcServer.StartAsync(context =>
        {
            if (Interlocked.Increment(ref calls) <= 2)
            {
                context.Response.Headers["grpc-status"] = "14";
                return Task.CompletedTask;
            }

            return TinyGrpcServer.AnswerAsync(context, new GetSystemInfoResponse());
        });

        // Act
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, new()));
        await CallAsync(server, new() { Retry = true });

        // Assert
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Invoke_LargeMessages_TravelCompressedBothWays()
    {
        // Arrange
        var text = new string('x', 5000);
        var received = new TaskCompletionSource<string>();
        await using var server = await TinyGrpcServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.SetResult(body.ToArray()[0] == 1
                ? DescribeNamespaceRequest.Parser.ParseFrom(Unzip(body.ToArray()[5..])).Namespace
                : "not compressed");
            context.Response.Headers["grpc-encoding"] = "gzip";
            var packed = Zip(new DescribeNamespaceResponse { FailoverVersion = 42 }.ToByteArray());
            await context.Response.Body.WriteAsync(new byte[] { 1, 0, 0, 0, (byte)packed.Length });
            await context.Response.Body.WriteAsync(packed);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        var connection = TemporalConnection.CreateLazy(new(server.Address));

        // Act
        var answer = await connection.WorkflowService.DescribeNamespaceAsync(
            new() { Namespace = text }, new() { CancellationToken = Cancel });

        // Assert
        Assert.Equal(text, await received.Task);
        Assert.Equal(42, answer.FailoverVersion);
    }

    [Fact]
    public async Task Invoke_MessageAboveTheLimit_IsRefusedWithoutCall()
    {
        // Arrange
        var connection = TemporalConnection.CreateLazy(new("127.0.0.1:1") { GrpcCompression = new GrpcCompression.None() });
        var request = new DescribeNamespaceRequest { Namespace = new string('x', (4 * 1024 * 1024) + 1) };

        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() =>
            connection.WorkflowService.DescribeNamespaceAsync(request, new() { CancellationToken = Cancel }));

        // Assert
        Assert.Equal(RpcException.StatusCode.ResourceExhausted, thrown.Code);
    }

    [Fact]
    public async Task Connect_NobodyListens_SaysWhere()
    {
        // Arrange: port 1 needs privileges that nothing here has
        var options = new TemporalClientConnectOptions("127.0.0.1:1")
        {
            RpcRetry = new() { MaxRetries = 1 },
        };

        // Act
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(options));

        // Assert
        Assert.Contains("127.0.0.1:1", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<GetSystemInfoResponse> CallAsync(TinyGrpcServer server, RpcOptions options)
    {
        options.CancellationToken ??= Cancel;
        return TemporalConnection.CreateLazy(new(server.Address)
        {
            RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1) },
        }).WorkflowService.GetSystemInfoAsync(new(), options);
    }

    private static HeaderDictionary Copy(IHeaderDictionary headers) =>
        new(headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));

    private static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Unzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}

internal static class HttpResponseExtensions
{
    public static Task StartAsyncIf(this HttpResponse response, bool condition) =>
        condition ? response.StartAsync() : Task.CompletedTask;
}
