using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pipelines.Starter.Commands;
using Temporalio.Service.Grpc;

namespace Pipelines.Starter.Hosting;

/// <summary>Reads the certificates of <c>pipelines server</c>.</summary>
internal static class ServerTls
{
    /// <summary>Returns the endpoint's TLS; null when no file is named.</summary>
    /// <param name="certificate">A PEM file: the certificate, then those between it and its authority.</param>
    /// <param name="key">A PEM file with its private key.</param>
    /// <param name="clientAuthorities">A PEM file with the authorities of callers; null asks callers for none.</param>
    /// <exception cref="CommandException">A file is missing or cannot be read.</exception>
    public static GrpcTls? Read(string? certificate, string? key, string? clientAuthorities)
    {
        if (certificate is null && key is null && clientAuthorities is null) return null;
        if (certificate is null || key is null)
            throw Refused("--tls-cert and --tls-key belong together, and --client-ca needs both.", null);
        return new GrpcTls(
            Load($"{certificate} and {key}", () => Own(certificate, key)),
            Load(certificate, () => Between(certificate)),
            clientAuthorities is null ? null : Load(clientAuthorities, () => Authorities(clientAuthorities)));
    }

    private static X509Certificate2 Own(string certificate, string key)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);

        // Windows cannot use a key that exists in memory alone.
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pfx), null);
    }

    private static X509Certificate2Collection Between(string certificate)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(certificate);
        all.RemoveAt(0);
        return all;
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return all.Count > 0 ? all : throw new CryptographicException("it holds no certificate");
    }

    private static T Load<T>(string file, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception refused) when (
            refused is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused($"{file} cannot be used: {refused.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", refused);
        }
    }

    private static CommandException Refused(string message, Exception? cause) =>
        new(ExitCodes.InvalidInput, message, cause) { Code = ServerFaultCodes.Certificate };
}
