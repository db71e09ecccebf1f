using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Core;
using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Client.Grpc;

/// <summary>Makes unary gRPC calls over HTTP/2.</summary>
internal sealed class GrpcInvoker : IServiceInvoker, IDisposable
{
    private static readonly MediaTypeHeaderValue GrpcProto = new("application/grpc+proto");

    private readonly GrpcTarget _target;
    private readonly CallMetadata _metadata;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly bool _compress;
    private readonly bool _sendsCertificate;

    public GrpcInvoker(
        GrpcTarget target, TemporalConnectionOptions options, CallMetadata metadata, TimeProvider time)
    {
        _target = target;
        _metadata = metadata;
        _time = time;
        _compress = options.GrpcCompression is GrpcCompression.Gzip;
        _sendsCertificate = options.Tls?.ClientCert != null;
        _http = new(GrpcHandler.Create(target, options));
    }

    public void Dispose() => _http.Dispose();

    public async Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>
    {
        var body = GrpcFrame.Write(request, _compress);
        if (body.Length - GrpcFrame.PrefixSize > GrpcFrame.MaxSendSize)
        {
            throw new RpcException(
                StatusCode.ResourceExhausted,
                $"grpc: received message larger than max ({body.Length - GrpcFrame.PrefixSize} vs. "
                    + $"{GrpcFrame.MaxSendSize}): the request of {rpc} was not sent",
                null);
        }

        var timeout = options?.Timeout ?? (longPoll ? LongPoll.Timeout : LongPoll.ShortTimeout);
        var callerCancel = options?.CancellationToken ?? CancellationToken.None;
        callerCancel.ThrowIfCancellationRequested();
        var begun = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, callerCancel);
        try
        {
            using var message = NewRequest(service, rpc, body, timeout, options);
            using var response = await _http.SendAsync(message, both.Token).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var answer = response.StatusCode == HttpStatusCode.OK
                    ? await GrpcFrame.ReadAsync(stream, parser, both.Token).ConfigureAwait(false)
                    : default;
                return GrpcStatusReader.Read(response) is { } refused
                    ? throw refused
                    : answer ?? throw new RpcException(StatusCode.Internal, $"{rpc} answered without message", null);
            }
        }
        catch (OperationCanceledException) when (!callerCancel.IsCancellationRequested)
        {
            throw new RpcException(StatusCode.DeadlineExceeded, $"Timeout expired: {rpc} took {timeout}", null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            if (callerCancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(fault.Message, fault, callerCancel);
            }

            var code = TransportFault.CodeOf(fault, _time.GetElapsedTime(begun), timeout);
            throw new RpcException(
                new()
                {
                    Code = (int)code,
                    Message = $"{rpc} on {Where}: {TransportFault.Describe(fault, _target, _sendsCertificate)}",
                },
                fault);
        }
    }

    private string Where => _target.SocketPath ?? _target.Authority.Authority;

    private HttpRequestMessage NewRequest(
        string service, string rpc, byte[] body, TimeSpan timeout, RpcOptions? options)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_target.Authority, $"/{service}/{rpc}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = GrpcProto;
        var headers = request.Headers;
        if (_target.ServerName != null)
        {
            // The handler checks the certificate against the request's host, not against its own options.
            headers.Host = _target.ServerName;
        }

        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(timeout));
        headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        headers.TryAddWithoutValidation("user-agent", SdkIdentity.Name);
        headers.TryAddWithoutValidation("client-name", SdkIdentity.Name);
        headers.TryAddWithoutValidation("client-version", SdkIdentity.Version);

        // Without it a server shows the end of a run that another one follows as continued as new, and its result is
        // lost.
        headers.TryAddWithoutValidation("supported-features", "follows-next-run-id");
        if (_compress)
        {
            headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }

        if (_metadata.ApiKey != null)
        {
            headers.TryAddWithoutValidation("authorization", $"Bearer {_metadata.ApiKey}");
        }

        AddMetadata(headers, _metadata.Text, _metadata.Binary);
        AddMetadata(headers, options?.Metadata, options?.BinaryMetadata);
        return request;
    }

    // A later value of a name replaces an earlier one: a call's metadata goes before the connection's.
    private static void AddMetadata(
        HttpRequestHeaders headers,
        IReadOnlyCollection<KeyValuePair<string, string>>? text,
        IReadOnlyCollection<KeyValuePair<string, byte[]>>? binary)
    {
        foreach (var (name, value) in text ?? [])
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in binary ?? [])
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, Convert.ToBase64String(value).TrimEnd('='));
        }
    }
}
