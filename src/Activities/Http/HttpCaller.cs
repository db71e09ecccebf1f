using System.Globalization;
using System.Net;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Http;

/// <summary>Calls web services for steps. Knows nothing of Temporal. Keeps no cookies and no credentials.</summary>
public sealed class HttpCaller : IDisposable
{
    private const long LogBytes = 1 << 20;

    private readonly StateLayout _layout;
    private readonly HttpOptions _options;
    private readonly HttpAnswers _answers;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <summary>A caller for one worker; its connections are closed when it is disposed.</summary>
    /// <param name="layout">Where logs lie.</param>
    /// <param name="artifacts">Where large answers go.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock for durations and <c>Retry-After</c>.</param>
    public HttpCaller(StateLayout layout, IArtifactStore artifacts, HttpOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _layout = layout;
        _options = options;
        _answers = new HttpAnswers(artifacts, options);
        _time = time;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // redirects are followed here, where headers can be left behind
            UseCookies = false,
            UseProxy = options.UseProxy,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // names may point elsewhere by then
        });
    }

    /// <summary>Makes one attempt.</summary>
    /// <param name="request">What is called.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="HttpFailedException">No answer came, or not one that was expected.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<HttpResult> CallAsync(HttpRequest request, int attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var log = new JobLog(_layout.LogFile(request.Context.ExecutionId, request.Step, attempt), LogBytes, null);
        try
        {
            return await FollowAsync(request, attempt, log, cancel).ConfigureAwait(false);
        }
        catch (HttpFailedException failure)
        {
            log.Write($"[pipelines: {failure.ErrorType}: {failure.Message}]");
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResult> FollowAsync(HttpRequest request, int attempt, JobLog log, CancellationToken cancel)
    {
        var first = HttpMessages.AddressOf(request);
        var (address, method, withBody) = (first, request.Method, true);
        for (var redirects = 0; ; redirects++)
        {
            var isHome = IsSameOrigin(first, address);
            using var message = HttpMessages.Of(request, address, method, withBody, isHome);
            var call = $"{method} {SafeText.Of(address)}";
            var started = _time.GetTimestamp();
            using var response = await SendAsync(message, call, cancel).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            log.Write(string.Create(
                CultureInfo.InvariantCulture,
                    $"{call} answered {status} after {_time.GetElapsedTime(started).TotalMilliseconds:0} ms"));
            if (HttpStatuses.IsExpected(status, request.Expect) || !HttpStatuses.IsRedirect(status)
                || response.Headers.Location is not { } location)
                return await TakeAsync(response, request, first, call, attempt, cancel).ConfigureAwait(false);
            if (redirects == _options.Redirects)
                throw Refused(
                    $"{call} answered {status}, one redirect more than the {_options.Redirects} that are followed");
            var next = new Uri(address, location);
            if (HttpStatuses.BecomesGet(status, method)) (method, withBody) = ("GET", false);
            CheckRedirect(request, first, address, next, withBody, call);
            address = next;
        }
    }

    private static void CheckRedirect(HttpRequest request, Uri first, Uri from, Uri to, bool withBody, string call)
    {
        if (!HttpMessages.IsWeb(to) || (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp))
            throw Refused(
                $"{call} redirects to {SafeText.OfUnread(to.OriginalString)}, which is less safe; it is not followed");
        if (withBody && request.Body is not null && !IsSameOrigin(first, to))
            throw Refused(
                $"{call} redirects to {SafeText.Of(to)}; a body is not sent to another host than the one named. Name "
                + "that one in url");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, string call, CancellationToken cancel)
    {
        try
        {
            return await _client.SendAsync(message, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (
            error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw Unreachable(call, error);
        }
    }

    private async Task<HttpResult> TakeAsync(
        HttpResponseMessage response, HttpRequest request, Uri first, string call, int attempt,
            CancellationToken cancel)
    {
        var bytes = await ReadAsync(response, call, cancel).ConfigureAwait(false);
        var type = response.Content.Headers.ContentType;
        var status = (int)response.StatusCode;
        if (HttpStatuses.IsExpected(status, request.Expect))
        {
            var body = await _answers.BodyAsync(bytes, type, call, cancel).ConfigureAwait(false);
            return new HttpResult(status, body, attempt) { Headers = _answers.HeadersOf(response) };
        }

        var said = SafeText.Excerpt(HttpAnswers.TextForPeople(bytes, type), request, first);
        var wanted = request.Expect.Count == 0 ? "" : $", expected {string.Join(" or ", request.Expect)}";
        throw new HttpFailedException(
            HttpErrors.Failed,
            $"{call} answered {status} {response.ReasonPhrase}".TrimEnd() + wanted + (
                said.Length == 0 ? "" : $": {said}"),
            nonRetryable: !HttpStatuses.MayPass(status))
        {
            RetryAfter = HttpStatuses.RetryAfter(
                response.Headers.RetryAfter, _time.GetUtcNow(), _options.LongestRetryAfter),
        };
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, string call, CancellationToken cancel)
    {
        try
        {
            return await _answers.ReadAsync(response, call, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            throw Unreachable(call, error);
        }
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port
            && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static HttpFailedException Unreachable(string call, Exception error) => new(
        HttpErrors.Unreachable,
        $"{call} got no answer: {(error is OperationCanceledException ? "the connection took too long" : error.GetBaseException().Message)}",
        nonRetryable: false);

    private static HttpFailedException Refused(string message) => new(HttpErrors.Failed, message, nonRetryable: true);
}
