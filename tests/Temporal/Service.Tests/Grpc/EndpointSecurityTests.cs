using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Grpc;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Grpc;

/// <summary>Who is let in at an endpoint, and who is not.</summary>
public sealed class EndpointSecurityTests : IDisposable
{
    private const string Key = "0123456789abcdef0123";
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("0.0.0.0", EndpointExposure.WithoutTls)]
    [InlineData("::", EndpointExposure.WithoutTls)]
    [InlineData("192.0.2.1", EndpointExposure.WithoutTls)]
    public async Task Listen_ReachedByOthersInClearText_IsRefusedEvenWithKeys(string address, EndpointExposure exposure)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = new GrpcEndpointOptions { Address = IPAddress.Parse(address), ApiKeys = [Key] };

        // Act
        var refusal = await Assert.ThrowsAsync<ExposedEndpointException>(
            () => service.Service.ListenAsync(endpoint, TestContext.Current.CancellationToken));

        // Assert
        Assert.Equal(exposure, refusal.Exposure);
    }

    [Fact]
    public async Task Listen_ReachedByOthersWithoutAuthentication_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        using var certificate = _authority.Issue(TestAuthority.ForServers);
        var endpoint = new GrpcEndpointOptions { Address = IPAddress.Any, Tls = new GrpcTls(certificate) };

        // Act
        var refusal = await Assert.ThrowsAsync<ExposedEndpointException>(
            () => service.Service.ListenAsync(endpoint, TestContext.Current.CancellationToken));

        // Assert
        Assert.Equal(EndpointExposure.WithoutAuthentication, refusal.Exposure);
    }

    [Theory]
    [InlineData("a certificate for clients", true)]
    [InlineData("none", false)]
    [InlineData("one that is over", false)]
    [InlineData("one of another authority", false)]
    [InlineData("one for servers", false)]
    [InlineData("one that nobody signed", false)]
    public async Task Call_ClientCertificatesAreAsked_OnlyAValidOneOfTheAuthorityIsLetIn(string sent, bool isLetIn)
    {
        // Arrange
        using var other = new TestAuthority();
        using var server = _authority.Issue(TestAuthority.ForServers);
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(
            new GrpcEndpointOptions { Tls = new GrpcTls(server, ClientAuthorities: [_authority.Certificate]) },
            TestContext.Current.CancellationToken);
        using var certificate = sent switch
        {
            "a certificate for clients" => _authority.Issue(TestAuthority.ForClients),
            "one that is over" => _authority.Issue(TestAuthority.ForClients, lastDay: -1),
            "one of another authority" => other.Issue(TestAuthority.ForClients),
            "one for servers" => _authority.Issue(TestAuthority.ForServers),
            "one that nobody signed" => other.Certificate,
            _ => null,
        };
        using var client = Client(endpoint, certificate);

        // Act
        var refusal = await Record.ExceptionAsync(async () =>
            Assert.Equal("0", (await InfoAsync(client, null)).Status));

        // Assert
        if (isLetIn) Assert.Null(refusal);
        else Assert.IsType<HttpRequestException>(refusal);
    }

    [Fact]
    public async Task Connect_ServersCertificateIsOfAnotherAuthority_TheClientGoesAway()
    {
        // Arrange
        using var other = new TestAuthority();
        using var server = other.Issue(TestAuthority.ForServers);
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(
            new GrpcEndpointOptions { Tls = new GrpcTls(server) }, TestContext.Current.CancellationToken);
        using var client = Client(endpoint, null);

        // Act
        var refusal = await Record.ExceptionAsync(() => InfoAsync(client, null));

        // Assert
        Assert.IsType<HttpRequestException>(refusal);
    }

    [Theory]
    [InlineData(null, "7")]
    [InlineData("", "7")]
    [InlineData("Bearer", "7")]
    [InlineData("Bearer ", "7")]
    [InlineData("Bearer " + Key + "0", "7")]
    [InlineData("Bearer 0123456789abcdef012", "7")]
    [InlineData("Basic " + Key, "7")]
    [InlineData(Key, "7")]
    [InlineData("Bearer " + Key, "0")]
    [InlineData("bearer  " + Key + " ", "0")]
    public async Task Call_KeysAreAsked_OnlyWhoSendsOneIsAnswered(string? authorization, string status)
    {
        // Arrange
        using var server = _authority.Issue(TestAuthority.ForServers);
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(
            new GrpcEndpointOptions { Tls = new GrpcTls(server), ApiKeys = ["another-key-of-20-letters", Key] },
            TestContext.Current.CancellationToken);
        using var client = Client(endpoint, null);

        // Act
        var answer = await InfoAsync(client, authorization);

        // Assert
        Assert.Equal(status, answer.Status);
        if (status == "0") return;
        Assert.Equal("Request unauthorized.", answer.Message);
        Assert.Contains(
            PermissionDeniedFailure.Descriptor.FullName, Details(answer.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UnknownMethodWithoutAKey_DoesNotTellThatItIsUnknown()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(
            new GrpcEndpointOptions { ApiKeys = [Key] }, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var answer = await client.CallAsync(GrpcTestClient.WorkflowService + "Nothing", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("7", answer.Status);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("https://")]
    public async Task Call_Http1_IsNotServed(string scheme)
    {
        // Arrange
        using var server = _authority.Issue(TestAuthority.ForServers);
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(
            new GrpcEndpointOptions { Tls = scheme == "https://" ? new GrpcTls(server) : null },
            TestContext.Current.CancellationToken);
        using var client = new HttpClient(Handler(null));
        using var request = new HttpRequestMessage(HttpMethod.Get, scheme + endpoint.Address)
        {
            Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        // Act
        var status = HttpStatusCode.BadRequest;
        try
        {
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            status = response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The connection ended without an answer: as good.
        }

        // Assert
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private static string Details(string trailer) => ByteString
        .FromBase64(trailer.PadRight((trailer.Length + 3) / 4 * 4, '='))
        .ToString(System.Text.Encoding.ASCII);

    private static Task<GrpcTestAnswer> InfoAsync(GrpcTestClient client, string? authorization)
    {
        var request = GrpcTestClient.Request(GrpcTestClient.WorkflowService + "GetSystemInfo", new GetSystemInfoRequest());
        if (authorization is not null) request.Headers.TryAddWithoutValidation("authorization", authorization);
        return client.CallAsync(request);
    }

    private GrpcTestClient Client(GrpcEndpoint endpoint, X509Certificate2? certificate) =>
        new($"https://{endpoint.Address}", handler: Handler(certificate));

    private SocketsHttpHandler Handler(X509Certificate2? certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = certificate is null ? [] : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority.Certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
