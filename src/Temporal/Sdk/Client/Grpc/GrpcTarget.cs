namespace Temporalio.Client.Grpc;

/// <summary>Where the service is: a URI, or a Unix socket.</summary>
/// <param name="Authority">Scheme, host and port of the requests.</param>
/// <param name="SocketPath">Path of the Unix socket; null for TCP.</param>
/// <param name="ServerName">The name that the service's certificate must have; null for the host's.</param>
internal sealed record GrpcTarget(Uri Authority, string? SocketPath, string? ServerName)
{
    public static GrpcTarget Of(TemporalConnectionOptions options)
    {
        var host = options.TargetHost;
        if (string.IsNullOrEmpty(host))
        {
            throw new ArgumentException("TargetHost is not set; it must be HOST:PORT or unix:///PATH.");
        }

        var secure = options.Tls is { Disabled: false } || (options.Tls == null && options.ApiKey != null);
        var name = secure ? options.Tls?.Domain : null;
        var scheme = secure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        if (host.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = host["unix:".Length..];
            path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
            return new(new Uri($"{scheme}://localhost"), path, name);
        }

        // Other SDKs take a URI as well as HOST:PORT.
        var separator = host.IndexOf("://", StringComparison.Ordinal);
        if (separator >= 0)
        {
            scheme = secure ? Uri.UriSchemeHttps : host[..separator];
            host = host[(separator + 3)..].TrimEnd('/');
        }

        return Uri.TryCreate($"{scheme}://{host}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new(uri, null, name)
            : throw new ArgumentException($"TargetHost is '{options.TargetHost}'; it must be HOST:PORT or unix:///PATH.");
    }
}
