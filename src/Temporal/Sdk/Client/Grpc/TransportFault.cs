namespace Temporalio.Client.Grpc;

/// <summary>Says why a call did not come through.</summary>
internal static class TransportFault
{
    /// <summary>Returns the cause, and what to look at where the cause alone would not tell.</summary>
    /// <param name="fault">What the handler threw.</param>
    /// <param name="target">Where the call went.</param>
    /// <param name="sendsCertificate">Whether the connection has a client certificate.</param>
    public static string Describe(Exception fault, GrpcTarget target, bool sendsCertificate)
    {
        var cause = Innermost(fault).Message;
        var endedAtOnce = target.Authority.Scheme == Uri.UriSchemeHttps
            && fault is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse };
        if (!endedAtOnce)
        {
            return cause;
        }

        // A service that refuses a client's certificate may do so by closing, without a word about it.
        return sendsCertificate
            ? $"{cause} The service ended the connection as soon as TLS stood: it may not accept the client certificate "
                + "(TLS: ClientCert, ClientPrivateKey)"
            : $"{cause} The service ended the connection as soon as TLS stood: it may ask for a client certificate, and "
                + "none is set (TLS: ClientCert, ClientPrivateKey)";
    }

    private static Exception Innermost(Exception fault) =>
        fault.InnerException == null ? fault : Innermost(fault.InnerException);
}
