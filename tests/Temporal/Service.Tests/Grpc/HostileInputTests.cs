using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Grpc;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Grpc;

/// <summary>Input that no client of good faith sends: it ends with a clear status, holds nothing, and harms no other.</summary>
public sealed class HostileInputTests
{
    private const string Describe = GrpcTestClient.WorkflowService + "DescribeNamespace";
    private static readonly byte[] Preface = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    public static TheoryData<string, byte[], string> Frames { get; } = new()
    {
        { "nothing", [], "13" },
        { "half a prefix", [0, 0, 0], "13" },
        { "less than it says", [0, 0, 0, 0, 50, 1, 2, 3], "13" },
        { "no message", [0, 0, 0, 0, 4, 255, 255, 255, 255], "13" },
        { "a length beyond the limit", [0, 0, 80, 0, 0, 1], "8" },
        { "the largest length", [0, 255, 255, 255, 255], "8" },
        { "packed without an encoding", [1, 0, 0, 0, 2, 10, 0], "12" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Call_FrameIsMalformed_EndsWithAStatusAndTheNextCallIsAnswered(
        string what, byte[] frame, string status)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var answer = await client.CallAsync(GrpcTestClient.Request(Describe, frame));

        // Assert
        Assert.True(status == answer.Status, $"{what}: {answer.Status} {answer.Message}");
        await AnswersAsync(client, endpoint);
    }

    [Fact]
    public async Task Call_PackedMessageGrowsBeyondTheLimit_IsRefusedWithoutBeingUnpackedWhole()
    {
        // Arrange: 256 MiB of zeros in 256 KiB
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        using var packed = new MemoryStream();
        packed.Write([1, 0, 0, 0, 0]);
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 256; i++) gzip.Write(zeros);
        }

        var frame = packed.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);

        // Act
        var answer = await client.CallAsync(GrpcTestClient.Request(Describe, frame, packed: true));

        // Assert
        Assert.Equal("8", answer.Status);
        await AnswersAsync(client, endpoint);
    }

    [Theory]
    [InlineData("/temporal.api.workflowservice.v1.WorkflowService/Nothing", "12")]
    [InlineData("/no.such.Service/Call", "12")]
    [InlineData("/", "12")]
    [InlineData("/..%2f..%2fetc/passwd", "12")]
    public async Task Call_PathIsUnknown_IsUnimplemented(string path, string status)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var answer = await client.CallAsync(path, new GetSystemInfoRequest());

        // Assert
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Call_HeadersAreHuge_IsRefusedAndTheNextCallIsAnswered()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        using var request = GrpcTestClient.Request(Describe, new DescribeNamespaceRequest { Namespace = "default" });
        request.Headers.Add("x-large", new string('x', 100_000));

        // Act
        HttpStatusCode? status = null;
        try
        {
            using var response = await client.SendAsync(request);
            status = response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The stream was reset instead.
        }

        // Assert
        Assert.NotEqual(HttpStatusCode.OK, status);
        await AnswersAsync(client, endpoint);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", false)]
    [InlineData("\0\u0001\u0002 no protocol at all \u00ff\u00fe\r\n\r\n", false)]
    [InlineData("\0\0\u0005\0\u0001\0\0\0\0hello", true)] // data of stream 0
    [InlineData("\u00ff\u00ff\u00ff\0\0\0\0\0\u0001", true)] // a frame of 16 MiB
    [InlineData("\0\0\u0004\u0003\0\0\0\0\u0009\0\0\0\u0008", true)] // the reset of a stream that is not open
    public async Task Connect_BytesAreNoHttp2_TheConnectionEndsAndOthersAreServed(string text, bool withPreface)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var socket = await ConnectAsync(endpoint);
        await using var stream = socket.GetStream();

        // Act
        if (withPreface) await stream.WriteAsync((byte[])[.. Preface, .. Settings], TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        await ReadToEndAsync(stream);

        // Assert
        using var client = new GrpcTestClient(endpoint.Address);
        await AnswersAsync(client, endpoint);
    }

    [Fact]
    public async Task Connect_ThousandConnectionsThatSayNothing_OthersAreServedAndNothingStays()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        var idle = new List<TcpClient>();
        for (var i = 0; i < 1_000; i++)
        {
            idle.Add(await ConnectAsync(endpoint));
            if (i % 2 == 0) await idle[i].GetStream().WriteAsync(Preface, TestContext.Current.CancellationToken);
        }

        // Act
        using (var client = new GrpcTestClient(endpoint.Address))
        {
            var answer = await client.CallAsync(Describe, new DescribeNamespaceRequest { Namespace = "default" });
            Assert.Equal("0", answer.Status);
            Assert.True(endpoint.Traffic.Connections > 0);
        }

        foreach (var connection in idle) connection.Dispose();

        // Assert
        await endpoint.Traffic.WhenIdle();
        Assert.Equal((0, 0), (endpoint.Traffic.Connections, endpoint.Traffic.Calls));
    }

    [Fact]
    public async Task Call_BodyNeverComes_HoldsNothingOnceTheCallerLeaves()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        using var leave = new CancellationTokenSource();
        using var body = new StallingContent();
        using var request = GrpcTestClient.Request(Describe, new DescribeNamespaceRequest());
        request.Content = body;

        // Act
        var call = client.SendAsync(request, leave.Token);
        await body.Begun;
        await Soon.HoldsAsync(() => endpoint.Traffic.Calls > 0);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // Assert
        await Soon.HoldsAsync(() => endpoint.Traffic.Calls == 0);
        await AnswersAsync(client, endpoint);
    }

    [Fact]
    public async Task Call_BodyComesTooSlowly_EndsByTheServicesTime()
    {
        // Arrange
        var clock = new ManualClock();
        await using var service = await TestService.StartAsync(new TemporalServiceOptions { TimeProvider = clock });
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        using var body = new StallingContent();
        using var request = GrpcTestClient.Request(Describe, new DescribeNamespaceRequest());
        request.Content = body;
        var timers = clock.ArmedTimers;

        // Act
        var call = client.CallAsync(request);
        await Soon.HoldsAsync(() => clock.ArmedTimers > timers);
        clock.Advance(TimeSpan.FromMinutes(2));

        // Assert
        Assert.Equal("4", (await call).Status);
    }

    private static async Task AnswersAsync(GrpcTestClient client, GrpcEndpoint endpoint)
    {
        var answer = await client.CallAsync(Describe, new DescribeNamespaceRequest { Namespace = "default" });
        Assert.Equal("0", answer.Status);
        await Soon.HoldsAsync(() => endpoint.Traffic.Calls == 0);
    }

    private static async Task<TcpClient> ConnectAsync(GrpcEndpoint endpoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(endpoint.Address), TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Ends when the other side closes.</summary>
    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: closed as well.
        }
    }

    /// <summary>A body of which the first byte comes and no other.</summary>
    private sealed class StallingContent : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StallingContent() => Headers.ContentType = new("application/grpc");

        public Task Begun => _begun.Task;

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync((byte[])[0], cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
