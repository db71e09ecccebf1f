using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Http;

/// <summary>Turns a service's answer into values: JSON, text, or an artifact.</summary>
internal sealed class HttpAnswers(IArtifactStore artifacts, HttpOptions options)
{
    // They would hand a session to whoever reads the history.
    private static readonly FrozenSet<string> Private =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Set-Cookie", "Set-Cookie2", "Proxy-Authenticate");

    /// <summary>Returns the answer's bytes.</summary>
    /// <exception cref="HttpFailedException">There are more than the worker takes.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage response, string call, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var count)
        {
            if (read.Length + count > options.ResponseBytes)
            {
                throw new HttpFailedException(
                    HttpErrors.TooLarge,
                        $"{call} answered with more than {options.ResponseBytes} bytes, which is the most that a "
                        + "worker takes", nonRetryable: true);
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    /// <summary>Returns the body as the step's outputs hold it.</summary>
    /// <exception cref="HttpFailedException">It says that it is JSON and is not.</exception>
    public async Task<JsonElement> BodyAsync(
        byte[] bytes, MediaTypeHeaderValue? type, string call, CancellationToken cancel)
    {
        if (bytes.Length == 0) return JsonSerializer.SerializeToElement<string?>(IsJson(type) ? null : "");
        var json = IsJson(type) ? Parse(bytes, call) : (JsonElement?)null;
        var text = json is null ? TextOf(bytes, type) : null;
        if (bytes.Length <= options.InlineBytes
            && (json ?? (text is null ? null : JsonSerializer.SerializeToElement(text))) is { } value)
            return value;
        var (kind, name) = json is not null ? (ArtifactKind.Value, "body.json")
            : text is not null ? (ArtifactKind.File, "body.txt")
            : (ArtifactKind.File, "body.bin");
        using var stream = new MemoryStream(bytes);
        return ArtifactValue.ToJson(await artifacts.PutStreamAsync(stream, kind, name, cancel).ConfigureAwait(false));
    }

    /// <summary>The headers, as many as are kept.</summary>
    public Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var left = options.HeaderBytes;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (Private.Contains(name)) continue;
            var value = string.Join(", ", values);
            left -= name.Length + value.Length;
            if (left < 0) break;
            kept[name.ToLowerInvariant()] = value;
        }

        return kept;
    }

    /// <summary>The body as far as it is text, for a message; empty when it is not.</summary>
    public static string TextForPeople(byte[] bytes, MediaTypeHeaderValue? type) => TextOf(bytes, type) ?? "";

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } media
        && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static JsonElement Parse(byte[] bytes, string call)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new HttpFailedException(
                HttpErrors.Failed, $"{call} answered with what it calls JSON and is not: {error.Message}",
                    nonRetryable: false);
        }
    }

    // Null for what is no text: bytes that the encoding does not have, or zeros.
    private static string? TextOf(byte[] bytes, MediaTypeHeaderValue? type)
    {
        try
        {
            var named = type?.CharSet?.Trim('"');
            var encoding = named is { Length: > 0 } && !named.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? Encoding.GetEncoding(named, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            var text = encoding.GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (Exception other) when (other is DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }
}
