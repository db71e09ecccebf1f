using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client.Grpc;

/// <summary>Makes the HTTP/2 handler of a connection: socket, proxy, TLS, pings.</summary>
internal static class GrpcHandler
{
    public static SocketsHttpHandler Create(GrpcTarget target, TemporalConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
        };
        if (options.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        }

        if (options.HttpConnectProxy is { TargetHost: not null } proxy)
        {
            // The handler's own proxies are for requests in clear text, which HTTP/2 has no form for, or for TLS only.
            var tunnel = new ProxyTunnel(proxy);
            handler.ConnectCallback = (context, cancel) => tunnel.OpenAsync(context.DnsEndPoint, cancel);
        }

        if (target.SocketPath is { } path)
        {
            handler.ConnectCallback = (_, cancel) => ConnectAsync(path, cancel);
        }

        if (target.Authority.Scheme == Uri.UriSchemeHttps)
        {
            handler.SslOptions = Tls(options.Tls ?? new());
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(TlsOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.ServerRootCACert is { } roots)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(roots));
            if (policy.CustomTrustStore.Count == 0)
            {
                throw new ArgumentException("TLS: ServerRootCACert holds no certificate in PEM form.");
            }

            tls.CertificateChainPolicy = policy;
        }

        if ((options.ClientCert == null) != (options.ClientPrivateKey == null))
        {
            throw new ArgumentException("TLS: ClientCert and ClientPrivateKey go together; one of them is not set.");
        }

        if (options is { ClientCert: { } certificate, ClientPrivateKey: { } key })
        {
            tls.ClientCertificates =
            [
                X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key)),
            ];
        }

        return tls;
    }
}
