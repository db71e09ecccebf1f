using System.IO.Pipelines;
using Google.Protobuf;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporalio.Service.Grpc;

/// <summary>Answers unary gRPC calls over HTTP/2 by calling the frontend.</summary>
internal sealed class GrpcCalls(
    Frontend.ServiceFrontend frontend,
    Func<string, bool> isOwnHost,
    ApiKeyCheck keys,
    EndpointTraffic traffic,
    ILogger log)
    : IHttpApplication<IFeatureCollection>
{
    /// <summary>A request that is not here after this time does not come.</summary>
    private static readonly TimeSpan RequestPatience = TimeSpan.FromMinutes(1);

    private readonly ReflectionCalls _reflection = new(new ReflectedFiles(frontend));

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // The features belong to the connection.
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        if (Refusal(request) is { } status)
        {
            response.StatusCode = status;
            return;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.Headers.ContentType = "application/grpc";
        var body = context.GetRequiredFeature<IHttpResponseBodyFeature>();
        traffic.CallBegins();
        try
        {
            await AnswerAsync(context, request, body.Writer).ConfigureAwait(false);
            Trailers(context)["grpc-status"] = "0";
        }
        catch (ServiceException refusal)
        {
            Refuse(context, refusal);
        }
        catch (OperationCanceledException)
        {
            Refuse(context, new ServiceException(GrpcStatus.Cancelled, "the caller gave up"));
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Call {Path} failed", request.Path);
            Refuse(context, new ServiceException(GrpcStatus.Internal, $"{fault.GetType().Name}: {fault.Message}"));
        }
        finally
        {
            traffic.CallEnds();
        }

        await body.CompleteAsync().ConfigureAwait(false);
    }

    private async Task AnswerAsync(IFeatureCollection context, IHttpRequestFeature request, PipeWriter body)
    {
        var cancel = context.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None;
        var input = context.Get<IRequestBodyPipeFeature>()?.Reader ?? PipeReader.Create(request.Body);
        if (HealthCalls.Know(request.Path))
        {
            await HealthCalls.AnswerAsync(request.Path, input, body, frontend, cancel).ConfigureAwait(false);
            return;
        }

        if (!keys.Admits(request.Headers.Authorization.ToString()))
        {
            throw ServiceException.With(
                GrpcStatus.PermissionDenied, "Request unauthorized.", new PermissionDeniedFailure());
        }

        if (ReflectionCalls.Know(request.Path))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, frontend.Stopping);
            await _reflection.AnswerAsync(input, body, end.Token).ConfigureAwait(false);
            return;
        }

        var (service, method) = Split(request.Path);
        var parser = frontend.ParserOf(service, method);
        var message = await ReadAsync(input, parser, request.Headers["grpc-encoding"], cancel).ConfigureAwait(false);
        var timeout = GrpcTimeout.Read(request.Headers["grpc-timeout"]);
        var answer = await frontend.InvokeAsync(
            service, method, message, new CallContext(timeout, cancel, InProcess: false))
            .ConfigureAwait(false);
        GrpcFrame.Write(body, answer);
        await body.FlushAsync(cancel).ConfigureAwait(false);
    }

    private async ValueTask<IMessage> ReadAsync(
        PipeReader input, MessageParser parser, string? encoding, CancellationToken cancel)
    {
        var reading = GrpcFrame.ReadAsync(input, parser, encoding, cancel);
        if (reading.IsCompleted) return await reading.ConfigureAwait(false);
        // Most requests are here at once, and pay for no timer.
        using var patience = frontend.Time.CreateTimer(
            static reader => ((PipeReader)reader!).CancelPendingRead(), input, RequestPatience, Timeout.InfiniteTimeSpan);
        return await reading.ConfigureAwait(false);
    }

    private int? Refusal(IHttpRequestFeature request)
    {
        if (request.Method != HttpMethods.Post) return StatusCodes.Status405MethodNotAllowed;
        // A web page that a browser resolves to the loopback address must not reach the service.
        if (!isOwnHost(request.Headers.Host.ToString())) return StatusCodes.Status421MisdirectedRequest;
        return request.Headers.ContentType.ToString().StartsWith("application/grpc", StringComparison.Ordinal)
            ? null
            : StatusCodes.Status415UnsupportedMediaType;
    }

    private static (string Service, string Method) Split(string path)
    {
        var slash = path.IndexOf('/', 1);
        return slash < 0 ? (path.TrimStart('/'), "") : (path[1..slash], path[(slash + 1)..]);
    }

    private static void Refuse(IFeatureCollection context, ServiceException refusal)
    {
        var trailers = Trailers(context);
        trailers["grpc-status"] = new StringValues(((int)refusal.Status).ToString());
        trailers["grpc-message"] = GrpcStatusDetails.Message(refusal.Message);
        trailers["grpc-status-details-bin"] = GrpcStatusDetails.Details(refusal);
    }

    private static IHeaderDictionary Trailers(IFeatureCollection context) =>
        context.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
}
