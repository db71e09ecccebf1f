using System.Net;

namespace Temporalio.Service.Grpc;

/// <summary>Where an endpoint listens, and whom it answers.</summary>
public sealed record GrpcEndpointOptions
{
    /// <summary>
    /// The address to listen on; the loopback address by default. Any other needs TLS, and API keys or client
    /// certificates.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0, the default, for a free one.</summary>
    public int Port { get; init; }

    /// <summary>TLS; null, the default, for HTTP/2 in clear text.</summary>
    public GrpcTls? Tls { get; init; }

    /// <summary>
    /// The keys of which a caller must send one (<c>authorization: Bearer KEY</c>); none, the default, lets everybody
    /// in.
    /// </summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Returns what keeps others from being kept out; null when nothing does. Pure.</summary>
    public EndpointExposure? Exposure()
    {
        if (IPAddress.IsLoopback(Address)) return null;
        if (Tls is null) return EndpointExposure.WithoutTls;
        return ApiKeys.Count == 0 && Tls.ClientAuthorities is not { Count: > 0 }
            ? EndpointExposure.WithoutAuthentication
            : null;
    }
}
