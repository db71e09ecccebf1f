using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Client.Grpc;

/// <summary>Reads the end of a call: code, message and details from headers or trailers.</summary>
internal static class GrpcStatusReader
{
    /// <summary>Returns the refusal, or null when the call succeeded.</summary>
    public static RpcException? Read(HttpResponseMessage response)
    {
        // An answer without body may carry its status in the headers.
        var headers = response.TrailingHeaders.Contains("grpc-status")
            ? response.TrailingHeaders
            : (HttpHeaders)response.Headers;
        if (Value(headers, "grpc-status") is not { } text)
        {
            return new(
                CodeOf(response.StatusCode), $"HTTP {(int)response.StatusCode} without gRPC status", null);
        }

        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (StatusCode)number
            : StatusCode.Unknown;
        if (code == StatusCode.OK)
        {
            return null;
        }

        var message = Uri.UnescapeDataString(Value(headers, "grpc-message") ?? string.Empty);
        return new(code, message, Value(headers, "grpc-status-details-bin") is { } details ? Bytes(details) : null);
    }

    private static string? Value(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    // gRPC leaves the padding of base64 off.
    private static byte[] Bytes(string base64)
    {
        var trimmed = base64.TrimEnd('=');
        return Convert.FromBase64String(trimmed.PadRight((trimmed.Length + 3) / 4 * 4, '='));
    }

    // https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
    private static StatusCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
