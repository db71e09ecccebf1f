using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Http;

/// <summary>Makes the message that goes over the wire.</summary>
internal static class HttpMessages
{
    private const string IdempotencyKey = "Idempotency-Key";

    private static readonly FrozenSet<string> Framing =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Connection", "Content-Length", "Transfer-Encoding");

    /// <summary>Returns the address that the request names.</summary>
    /// <exception cref="HttpFailedException">It is not an absolute http or https address.</exception>
    public static Uri AddressOf(HttpRequest request) =>
        Uri.TryCreate(request.Url, UriKind.Absolute, out var address) && IsWeb(address) && address.Host.Length > 0
            ? address
            : throw Bad($"url '{SafeText.OfUnread(request.Url)}' is not an absolute http or https address");

    /// <summary>True for addresses that are called at all.</summary>
    public static bool IsWeb(Uri address) =>
        address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    /// <summary>Returns a message for one hop.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="address">Where this hop goes.</param>
    /// <param name="method">This hop's method.</param>
    /// <param name="withBody">False after a redirect that turned the call into a GET.</param>
    /// <param name="isHome">False after a redirect to another origin, which is not told the definition's
    /// headers.</param>
    /// <exception cref="HttpFailedException">Method or header cannot be sent.</exception>
    public static HttpRequestMessage Of(HttpRequest request, Uri address, string method, bool withBody, bool isHome)
    {
        var message = new HttpRequestMessage(MethodOf(method), WithoutUser(address));
        if (withBody && request.Body is { ValueKind: not JsonValueKind.Undefined } body)
            message.Content = Content(body);
        message.Headers.TryAddWithoutValidation("User-Agent", "pipelines");
        if (isHome)
        {
            foreach (var (name, value) in request.Headers) Add(message, name, value);
            if (address.UserInfo.Length > 0) message.Headers.Authorization ??= Basic(address);
        }

        if (!message.Headers.Contains(IdempotencyKey))
        {
            message.Headers.TryAddWithoutValidation(
                IdempotencyKey, $"{request.Context.ExecutionId}/{request.Step}{request.Repetition}");
        }

        return message;
    }

    private static HttpMethod MethodOf(string method)
    {
        try
        {
            return new HttpMethod(method);
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException)
        {
            throw Bad($"method '{SafeText.OfUnread(method)}' is not an HTTP method");
        }
    }

    private static ByteArrayContent Content(JsonElement body)
    {
        var isText = body.ValueKind == JsonValueKind.String;
        var bytes = isText ? Encoding.UTF8.GetBytes(body.GetString()!)
            : JsonSerializer.SerializeToUtf8Bytes(body, PipelineJson.Options);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(isText ? "text/plain" : "application/json", "utf-8");
        return content;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0')) throw Bad($"header '{name}' has a line break in its value");
        if (Framing.Contains(name)) throw Bad($"header '{name}' is set by the worker");
        if (name.Length > 0 && message.Headers.TryAddWithoutValidation(name, value)) return;

        // What describes a body is kept with it, and means nothing without one.
        using var none = new ByteArrayContent([]);
        var content = message.Content ?? none;
        if (name.Length == 0 || !content.Headers.TryAddWithoutValidation(name, value))
            throw Bad($"'{SafeText.OfUnread(name)}' is not a header's name");
        content.Headers.Remove(name);
        content.Headers.TryAddWithoutValidation(name, value);
    }

    private static AuthenticationHeaderValue Basic(Uri address) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));

    private static Uri WithoutUser(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    private static HttpFailedException Bad(string message) => new(HttpErrors.BadInput, message, nonRetryable: true);
}
