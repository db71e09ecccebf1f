using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Servers;

/// <summary>An authority made for a test, with a certificate for the server and one for a client, as PEM.</summary>
internal sealed class Certificates
{
    private Certificates(X509Certificate2 authority, string server, string serverKey, string client, string clientKey, TemporaryFolder folder)
    {
        Authority = Encoding.ASCII.GetBytes(authority.ExportCertificatePem());
        Client = Encoding.ASCII.GetBytes(client);
        ClientKey = Encoding.ASCII.GetBytes(clientKey);
        AuthorityFile = folder.Write("ca.pem", authority.ExportCertificatePem());
        ServerFile = folder.Write("server.pem", server);
        ServerKeyFile = folder.Write("server.key", serverKey);
    }

    public byte[] Authority { get; }

    public byte[] Client { get; }

    public byte[] ClientKey { get; }

    public string AuthorityFile { get; }

    public string ServerFile { get; }

    public string ServerKeyFile { get; }

    public static Certificates Make(TemporaryFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        using var authority = request.CreateSelfSigned(from, to);
        var (server, serverKey) = Issue(authority, "1.3.6.1.5.5.7.3.1", 1, from, to);
        var (client, clientKey) = Issue(authority, "1.3.6.1.5.5.7.3.2", 2, from, to);
        return new Certificates(authority, server, serverKey, client, clientKey, folder);
    }

    private static (string Certificate, string Key) Issue(
        X509Certificate2 authority, string purpose, byte serial, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], true));
        using var issued = request.Create(authority, from.AddHours(1), to.AddHours(-1), [serial]);
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
