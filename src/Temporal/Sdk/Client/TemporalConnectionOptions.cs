using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>How a connection is made.</summary>
public class TemporalConnectionOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TemporalConnectionOptions"/> class.</summary>
    public TemporalConnectionOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalConnectionOptions"/> class.</summary>
    /// <param name="targetHost">Host and port of the service.</param>
    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>
    /// Gets or sets host and port of the service, or <c>unix:///PATH</c> for a Unix socket.
    /// </summary>
    public string? TargetHost { get; set; }

    /// <summary>
    /// Gets or sets how the connection is encrypted; null for not at all, or, with an API key, for TLS by the system's
    /// certificates.
    /// </summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Gets or sets how calls are tried again; null for the defaults.</summary>
    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Gets or sets how an idle connection is kept open; null for not at all.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>Gets or sets the proxy to go through.</summary>
    public HttpConnectProxyOptions? HttpConnectProxy { get; set; }

    /// <summary>Gets or sets how messages are compressed; gzip by default.</summary>
    public GrpcCompression GrpcCompression { get; set; } = new GrpcCompression.Gzip();

    /// <summary>Gets or sets sizes above which a warning is logged.</summary>
    public PayloadLimitsOptions PayloadLimits { get; set; } = new();

    /// <summary>Gets or sets metadata for every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Gets or sets binary metadata for every call; names end in <c>-bin</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the API key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the name by which the service records this process; <c>PID@HOST</c> by default.</summary>
    public string? Identity { get; set; }

    /// <summary>Gets or sets where metrics go; null for <see cref="TemporalRuntime.Default"/>, which drops them.</summary>
    public TemporalRuntime? Runtime { get; set; }

    /// <summary>Copies the options; those that are objects themselves are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        copy.HttpConnectProxy = (HttpConnectProxyOptions?)HttpConnectProxy?.Clone();
        copy.PayloadLimits = (PayloadLimitsOptions)PayloadLimits.Clone();
        return copy;
    }
}
