using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Client.Grpc;

/// <summary>Says why a call did not come through.</summary>
internal static class TransportFault
{
    // Codes of HTTP/2 that say more than that the connection failed: RFC 9113, section 7.
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    /// <summary>Returns the gRPC code that stands for the fault.</summary>
    /// <param name="fault">What the handler threw.</param>
    /// <param name="elapsed">How long the call has taken.</param>
    /// <param name="timeout">How long it may take. The service keeps the deadline too, and may be the first to act on
    /// it: it cancels the call without a word.</param>
    public static StatusCode CodeOf(Exception fault, TimeSpan elapsed, TimeSpan timeout) => fault switch
    {
        InvalidDataException => StatusCode.Internal,
        HttpProtocolException { ErrorCode: Cancel } =>
            elapsed >= timeout * 0.9 ? StatusCode.DeadlineExceeded : StatusCode.Cancelled,
        HttpProtocolException { ErrorCode: EnhanceYourCalm } => StatusCode.ResourceExhausted,
        HttpProtocolException { ErrorCode: InadequateSecurity } => StatusCode.PermissionDenied,
        _ => fault.InnerException is { } inner ? CodeOf(inner, elapsed, timeout) : StatusCode.Unavailable,
    };

    /// <summary>Returns the cause, and what to look at where the cause alone would not tell.</summary>
    /// <param name="fault">What the handler threw.</param>
    /// <param name="target">Where the call went.</param>
    /// <param name="sendsCertificate">Whether the connection has a client certificate.</param>
    public static string Describe(Exception fault, GrpcTarget target, bool sendsCertificate)
    {
        var cause = Innermost(fault).Message;
        if (SpeaksOtherwise(fault, target, cause) is { } advice)
        {
            return $"{cause.TrimEnd('.')}. {advice}";
        }

        var ended = target.Authority.Scheme == Uri.UriSchemeHttps
            && fault is HttpRequestException
            {
                HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded
                    or HttpRequestError.HttpProtocolError or HttpRequestError.Unknown,
            };
        if (!ended)
        {
            return cause;
        }

        // A service that refuses a client's certificate may do so by closing, without a word about it, once TLS stands.
        // How that looks depends on what the client had sent by then.
        return sendsCertificate
            ? $"{cause} If the service ends every connection so, it may not accept the client certificate "
                + "(TLS: ClientCert, ClientPrivateKey)"
            : $"{cause} If the service ends every connection so, it may ask for a client certificate, and none is set "
                + "(TLS: ClientCert, ClientPrivateKey)";
    }

    // What both look like when one side speaks TLS and the other does not.
    private static string? SpeaksOtherwise(Exception fault, GrpcTarget target, string cause)
    {
        if (target.Authority.Scheme == Uri.UriSchemeHttps)
        {
            return cause.StartsWith("Cannot determine the frame size", StringComparison.Ordinal)
                ? "The service does not seem to speak TLS: connect without (Tls, ApiKey)"
                : null;
        }

        return fault is HttpRequestException
        {
            HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded
                or HttpRequestError.HttpProtocolError,
        }
            ? "If the service ends every connection so, it may speak TLS only: connect with it (Tls)"
            : null;
    }

    private static Exception Innermost(Exception fault) =>
        fault.InnerException == null ? fault : Innermost(fault.InnerException);
}
