using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Tests.Client;

/// <summary>A certificate and its key.</summary>
/// <param name="Certificate">The certificate, in PEM.</param>
/// <param name="Key">Its key, in PEM.</param>
internal sealed record CertifiedName(string Certificate, string Key)
{
    public byte[] CertificateBytes => Encoding.ASCII.GetBytes(Certificate);

    public byte[] KeyBytes => Encoding.ASCII.GetBytes(Key);

    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Certificate, Key);
}

/// <summary>An authority of a test, and what it issued: for a server on this machine, and for a client.</summary>
internal sealed class TestCertificates
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        Authority = authority.ExportCertificatePem();
        Server = Issue(authority, ForServers, 1);
        Client = Issue(authority, ForClients, 2);
    }

    /// <summary>Gets the authority's own certificate, in PEM.</summary>
    public string Authority { get; }

    public byte[] AuthorityBytes => Encoding.ASCII.GetBytes(Authority);

    public CertifiedName Server { get; }

    public CertifiedName Client { get; }

    private static CertifiedName Issue(X509Certificate2 authority, string purpose, byte serial)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], true));
        using var issued = request.Create(
            authority, authority.NotBefore.AddHours(1), authority.NotAfter.AddHours(-1), [serial]);
        return new(issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
