using System.Security.Cryptography.X509Certificates;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Embedded;
using Temporalio.Exceptions;
using Temporalio.Service.Grpc;

namespace Temporalio.Tests.Client;

/// <summary>TLS, client certificates and API keys of our client, on an endpoint that asks for them.</summary>
public sealed class SecureConnectionTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("temporal-tls-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_AuthorityIsKnown_Calls(bool byName)
    {
        // Arrange: a certificate has names, and the address may be none of them.
        await using var service = await StartAsync(new());

        // Act
        var client = await TemporalClient.ConnectAsync(new(service.Address!)
        {
            Tls = new() { ServerRootCACert = _certificates.AuthorityBytes, Domain = byName ? "localhost" : null },
        });

        // Assert
        Assert.True(await client.Connection.CheckHealthAsync());
    }

    [Fact]
    public async Task Connect_AuthorityIsAnother_SaysAtOnceThatTheCertificateIsNotTrusted()
    {
        // Arrange
        await using var service = await StartAsync(new());

        // Act: a service that cannot be reached would be tried for an hour.
        var thrown = await RefusedAsync(service, new() { ServerRootCACert = new TestCertificates().AuthorityBytes });

        // Assert
        Assert.Contains(service.Address!, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("certificate", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_CertificateIsForAnotherName_IsRefused()
    {
        // Arrange
        await using var service = await StartAsync(new());

        // Act
        var thrown = await RefusedAsync(
            service, new() { ServerRootCACert = _certificates.AuthorityBytes, Domain = "elsewhere.example" });

        // Assert
        Assert.Contains("RemoteCertificateNameMismatch", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithTheClientCertificateThatTheServiceAsksFor_Calls()
    {
        // Arrange
        await using var service = await StartAsync(new(), askClients: true);

        // Act
        var client = await TemporalClient.ConnectAsync(new(service.Address!) { Tls = Mutual() });

        // Assert
        Assert.True(await client.Connection.CheckHealthAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_WithoutOrWithAStrangersClientCertificate_SaysSo(bool stranger)
    {
        // Arrange
        await using var service = await StartAsync(new(), askClients: true);
        var tls = Mutual();
        var other = new TestCertificates().Client;
        (tls.ClientCert, tls.ClientPrivateKey) = stranger ? (other.CertificateBytes, other.KeyBytes) : (null, null);

        // Act
        var thrown = await RefusedAsync(service, tls, attempts: 1);

        // Assert
        Assert.Contains(service.Address!, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("client certificate", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "does not seem to speak TLS")]
    [InlineData(false, "may speak TLS only")]
    public async Task Connect_OnlyOneSideSpeaksTls_SaysSo(bool client, string expected)
    {
        // Arrange
        await using var service = client
            ? await EmbeddedTemporal.StartAsync(new() { Endpoint = EmbeddedEndpoint.Tcp() }, Cancel)
            : await StartAsync(new());

        // Act
        var thrown = await RefusedAsync(service, client ? new() : null, attempts: 1);

        // Assert
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateLazy_AuthoritiesWithoutCertificate_SaysSo()
    {
        // Arrange
        var tls = new TlsOptions { ServerRootCACert = _certificates.Client.KeyBytes };

        // Act
        var thrown = Assert.Throws<ArgumentException>(
            () => TemporalConnection.CreateLazy(new("127.0.0.1:1") { Tls = tls }));

        // Assert
        Assert.Contains("ServerRootCACert holds no certificate", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateLazy_CertificateWithoutKey_SaysThatTheyGoTogether()
    {
        // Arrange
        var tls = Mutual();
        tls.ClientPrivateKey = null;

        // Act
        var thrown = Assert.Throws<ArgumentException>(
            () => TemporalConnection.CreateLazy(new("127.0.0.1:1") { Tls = tls }));

        // Assert
        Assert.Contains("ClientCert and ClientPrivateKey go together", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiKey_SetAnewOnAnOpenConnection_CountsFromTheNextCall()
    {
        // Arrange
        await using var service = await StartAsync(new() { ApiKeys = ["first", "second"] });
        var connection = await TemporalConnection.ConnectAsync(new(service.Address!)
        {
            ApiKey = "first",
            Tls = new() { ServerRootCACert = _certificates.AuthorityBytes },
        });

        // Act
        connection.ApiKey = "withdrawn";
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => connection.WorkflowService.GetSystemInfoAsync(new()));
        connection.ApiKey = "second";
        var answer = await connection.WorkflowService.GetSystemInfoAsync(new());

        // Assert
        Assert.Equal(RpcException.StatusCode.PermissionDenied, refused.Code);
        Assert.NotEmpty(answer.ServerVersion);
    }

    [Fact]
    public async Task Connect_WithoutApiKey_IsRefusedAtOnce()
    {
        // Arrange
        await using var service = await StartAsync(new() { ApiKeys = ["key"] });

        // Act
        var thrown = await RefusedAsync(service, new() { ServerRootCACert = _certificates.AuthorityBytes });

        // Assert
        Assert.Equal(
            RpcException.StatusCode.PermissionDenied, Assert.IsType<RpcException>(thrown.InnerException).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_AsProfileOrVariablesSay_FindsTheCertificatesAtTheirPaths(bool profile)
    {
        // Arrange
        await using var service = await StartAsync(new() { ApiKeys = ["key"] }, askClients: true);
        var (authority, certificate, key) = (
            Write("ca.pem", _certificates.Authority),
            Write("client.pem", _certificates.Client.Certificate),
            Write("client.key", _certificates.Client.Key));
        var load = profile
            ? new ClientEnvConfig.ProfileLoadOptions
            {
                Profile = "secure",
                OverrideEnvVars = new Dictionary<string, string>
                {
                    ["TEMPORAL_CONFIG_FILE"] = Write("temporal.toml", $"""
                        [profile.secure]
                        address = "{service.Address}"
                        api_key = "key"

                        [profile.secure.tls]
                        server_name = "localhost"
                        server_ca_cert_path = "{authority}"
                        client_cert_path = "{certificate}"
                        client_key_path = "{key}"
                        """),
                },
            }
            : new ClientEnvConfig.ProfileLoadOptions
            {
                DisableFile = true,
                OverrideEnvVars = new Dictionary<string, string>
                {
                    ["TEMPORAL_ADDRESS"] = service.Address!,
                    ["TEMPORAL_API_KEY"] = "key",
                    ["TEMPORAL_TLS_SERVER_NAME"] = "localhost",
                    ["TEMPORAL_TLS_SERVER_CA_CERT_PATH"] = authority,
                    ["TEMPORAL_TLS_CLIENT_CERT_PATH"] = certificate,
                    ["TEMPORAL_TLS_CLIENT_KEY_PATH"] = key,
                },
            };

        // Act
        var client = await TemporalClient.ConnectAsync(ClientEnvConfig.LoadClientConnectOptions(load));

        // Assert
        Assert.True(await client.Connection.CheckHealthAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_ThroughAProxy_AsksItForATunnelWithItsCredentials(bool secure)
    {
        // Arrange
        await using var proxy = new TunnelProxy();
        await using var service = secure
            ? await StartAsync(new())
            : await EmbeddedTemporal.StartAsync(new() { Endpoint = EmbeddedEndpoint.Tcp() }, Cancel);

        // Act
        var client = await TemporalClient.ConnectAsync(new(service.Address!)
        {
            HttpConnectProxy = new(proxy.Address) { BasicAuth = ("user", "pass") },
            Tls = secure ? new() { ServerRootCACert = _certificates.AuthorityBytes } : null,
        });

        // Assert
        Assert.True(await client.Connection.CheckHealthAsync());
        var asked = Assert.Single(proxy.Asked);
        Assert.Equal($"CONNECT {service.Address} HTTP/1.1", asked[0]);
        Assert.Contains("Proxy-Authorization: Basic dXNlcjpwYXNz", asked);
    }

    [Fact]
    public async Task Connect_ProxyRefuses_SaysWhatItAnswered()
    {
        // Arrange
        await using var proxy = new TunnelProxy("HTTP/1.1 407 Proxy Authentication Required");

        // Act
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(
            new("temporal.example:7233")
            {
                HttpConnectProxy = new(proxy.Address),
                RpcRetry = new() { MaxRetries = 1 },
            }));

        // Assert
        Assert.Contains("temporal.example:7233: HTTP/1.1 407", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<InvalidOperationException> RefusedAsync(
        EmbeddedTemporal service, TlsOptions? tls, int attempts = 2) =>
        Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new(service.Address!)
        {
            Tls = tls,
            RpcRetry = new()
            {
                InitialInterval = TimeSpan.FromHours(1),
                MaxInterval = TimeSpan.FromHours(1),
                MaxElapsedTime = null,
                MaxRetries = attempts,
            },
        }).WaitAsync(TimeSpan.FromSeconds(60), Cancel));

    private TlsOptions Mutual() => new()
    {
        ServerRootCACert = _certificates.AuthorityBytes,
        ClientCert = _certificates.Client.CertificateBytes,
        ClientPrivateKey = _certificates.Client.KeyBytes,
    };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<EmbeddedTemporal> StartAsync(GrpcEndpointOptions endpoint, bool askClients = false)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(_certificates.Authority);
        return EmbeddedTemporal.StartAsync(
            new()
            {
                Endpoint = EmbeddedEndpoint.Tcp(endpoint with
                {
                    Tls = new(_certificates.Server.Load(), ClientAuthorities: askClients ? authorities : null),
                }),
            },
            Cancel);
    }
}
