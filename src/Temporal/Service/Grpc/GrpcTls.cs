using System.Security.Cryptography.X509Certificates;

namespace Temporalio.Service.Grpc;

/// <summary>TLS of an endpoint.</summary>
/// <param name="Certificate">The endpoint's certificate, with its private key.</param>
/// <param name="Chain">Certificates between it and the authority's, sent along; null for none.</param>
/// <param name="ClientAuthorities">Whoever calls needs a certificate from one of these; null asks for none.</param>
public sealed record GrpcTls(
    X509Certificate2 Certificate,
    X509Certificate2Collection? Chain = null,
    X509Certificate2Collection? ClientAuthorities = null);
