namespace Temporalio.Client;

/// <summary>How the connection is encrypted.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Gets or sets the root certificates to trust, in PEM; null for the system's.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Gets or sets the name that the server's certificate must have; null for the target's host.</summary>
    public string? Domain { get; set; }

    /// <summary>Gets or sets the client's certificate, in PEM.</summary>
    public byte[]? ClientCert { get; set; }

    /// <summary>Gets or sets the key of the client's certificate, in PEM.</summary>
    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Gets or sets a value indicating whether TLS is off even where an API key would turn it on.</summary>
    public bool Disabled { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
