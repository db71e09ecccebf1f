using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;

namespace Temporalio.Service.Tests.Grpc;

/// <summary>A gRPC client of a few lines: what goes over the wire is in the test's hand.</summary>
internal sealed class GrpcTestClient : IDisposable
{
    public const string WorkflowService = "/temporal.api.workflowservice.v1.WorkflowService/";
    private readonly HttpClient _client;

    public GrpcTestClient(string address, string? socket = null, SocketsHttpHandler? handler = null)
    {
        handler ??= new SocketsHttpHandler();
        if (socket is not null)
        {
            handler.ConnectCallback = async (_, cancel) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
                return new NetworkStream(connection, ownsSocket: true);
            };
        }

        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public static HttpRequestMessage Request(string path, IMessage message, bool packed = false) =>
        Request(path, Frame(message, packed), packed);

    public static HttpRequestMessage Request(string path, byte[] frame, bool packed = false)
    {
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

    public static byte[] Frame(IMessage message, bool packed = false)
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
        return frame;
    }

    public async Task<GrpcTestAnswer> CallAsync(
        string path, IMessage message, bool packed = false, string? timeout = null)
    {
        using var request = Request(path, message, packed);
        if (timeout is not null) request.Headers.Add("grpc-timeout", timeout);
        return await CallAsync(request);
    }

    public async Task<GrpcTestAnswer> CallAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new GrpcTestAnswer(
            Header("grpc-status"), Header("grpc-message"), Header("grpc-status-details-bin"), body);

        string Header(string name) =>
            response.TrailingHeaders.TryGetValues(name, out var values)
            || response.Headers.TryGetValues(name, out values) ? values.First() : "";
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken? cancel = null) =>
        _client.SendAsync(request, cancel ?? TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();
}
