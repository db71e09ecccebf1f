using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Temporalio.Service.Tests.Grpc;

/// <summary>A certificate authority made for a test.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private byte _serial;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Certificate = request.CreateSelfSigned(_now - (10 * Day), _now + (10 * Day));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Issues a certificate with its key.</summary>
    /// <param name="lastDay">The days from now until it ends; negative for one that is over.</param>
    public X509Certificate2 Issue(string purpose, int lastDay = 2)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], true));
        using var issued = request.Create(Certificate, _now - (9 * Day), _now + (lastDay * Day), [++_serial]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => Certificate.Dispose();
}
