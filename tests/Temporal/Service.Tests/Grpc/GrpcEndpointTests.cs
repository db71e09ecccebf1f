using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Grpc;

public sealed class GrpcEndpointTests
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_KnownMethod_AnswersAMessageAndStatusZero(bool packed)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);

        // Act
        var (status, message, body) = await CallAsync(
            client, Service + "DescribeNamespace", new DescribeNamespaceRequest { Namespace = "default" }, packed);

        // Assert
        Assert.Equal(("0", ""), (status, message));
        Assert.Equal("default", DescribeNamespaceResponse.Parser.ParseFrom(body.AsSpan(5)).NamespaceInfo.Name);
    }

    [Fact]
    public async Task Call_OverAUnixSocket_Answers()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenUnixAsync(
            directory.File("t.sock"), TestContext.Current.CancellationToken);
        using var client = Client("localhost", endpoint.Address["unix://".Length..]);

        // Act
        var (status, _, _) = await CallAsync(client, Service + "GetSystemInfo", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("0", status);
    }

    [Fact]
    public async Task Call_Refused_TellsCodeMessageAndDetailsInTrailers()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);

        // Act
        var (status, message, _) = await CallAsync(
            client, Service + "DescribeNamespace", new DescribeNamespaceRequest { Namespace = "nö%" });

        // Assert
        Assert.Equal(("5", "Namespace n%C3%B6%25 is not found."), (status, message));
    }

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplemented()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);

        // Act
        var (status, _, _) = await CallAsync(client, Service + "CreateNothing", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("12", status);
    }

    [Fact]
    public async Task Call_RequestAboveFourMebibytes_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);
        var big = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFrom(
            new byte[4 * 1024 * 1024]) } } };

        // Act
        var (status, _, _) = await CallAsync(
            client, Service + "StartWorkflowExecution", new StartWorkflowExecutionRequest { Input = big });

        // Assert
        Assert.Equal("8", status);
    }

    [Fact]
    public async Task Call_PollEndsByTheDeadline_AnswersEmptyBefore()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);
        var poll = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "q" } };

        // Act
        var (status, _, body) = await CallAsync(client, Service + "PollWorkflowTaskQueue", poll, timeout: "200m");
        var (unbounded, _, _) = await CallAsync(client, Service + "PollWorkflowTaskQueue", poll);

        // Assert
        Assert.Equal(("0", 5), (status, body.Length));
        Assert.Equal("3", unbounded);
    }

    [Fact]
    public async Task Call_ForeignHost_DoesNotReachTheService()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);
        using var request = Request(Service + "GetSystemInfo", new GetSystemInfoRequest(), packed: false);
        request.Headers.Host = "evil.example:7233";

        // Act
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task Call_Health_IsServing()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = Client(endpoint.Address);

        // Act
        var (status, _, body) = await CallAsync(client, "/grpc.health.v1.Health/Check", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("0", status);
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], body);
    }

    private static HttpClient Client(string address, string? socket = null)
    {
        var handler = new SocketsHttpHandler();
        if (socket is not null)
        {
            handler.ConnectCallback = async (_, cancel) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
                return new NetworkStream(connection, ownsSocket: true);
            };
        }

        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{address}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    private static HttpRequestMessage Request(string path, IMessage message, bool packed)
    {
        var bytes = message.ToByteArray();
        if (packed)
        {
            using var stream = new MemoryStream();
            using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(bytes);
            bytes = stream.ToArray();
        }

        var frame = new byte[5 + bytes.Length];
        frame[0] = packed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)bytes.Length);
        bytes.CopyTo(frame, 5);
        var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (packed) request.Headers.Add("grpc-encoding", "gzip");
        request.Headers.Add("te", "trailers");
        return request;
    }

    private static async Task<(string Status, string Message, byte[] Body)> CallAsync(
        HttpClient client, string path, IMessage message, bool packed = false, string? timeout = null)
    {
        using var request = Request(path, message, packed);
        if (timeout is not null) request.Headers.Add("grpc-timeout", timeout);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var text = response.TrailingHeaders.TryGetValues("grpc-message", out var values) ? values.First() : "";
        return (response.TrailingHeaders.GetValues("grpc-status").First(), text, body);
    }
}
