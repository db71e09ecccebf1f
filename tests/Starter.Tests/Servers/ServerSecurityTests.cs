using Pipelines.Starter.Tests.Running;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Tests.Servers;

public sealed class ServerSecurityTests
{
    private const string Key = "0123456789abcdef0123";

    [Theory]
    [InlineData("--host 0.0.0.0", "SV1001")]
    [InlineData("--host :: --api-key-file KEYS", "SV1001")] // a key in clear text is everybody's
    [InlineData("--host 192.0.2.1 --tls-cert CERT --tls-key KEY", "SV1002")]
    [InlineData("--tls-cert CERT", "SV1003")]
    [InlineData("--client-ca CA", "SV1003")]
    [InlineData("--tls-cert KEY --tls-key KEY", "SV1003")]
    [InlineData("--tls-cert CERT --tls-key absent.pem", "SV1003")]
    [InlineData("--tls-cert CERT --tls-key KEY --client-ca KEY", "SV1003")]
    [InlineData("--api-key-file absent.txt", "SV1004")]
    [InlineData("--api-key-file EMPTY", "SV1004")]
    [InlineData("--api-key-file SHORT", "SV1004")]
    [InlineData("--namespace a/b", "SV1006")]
    public async Task Server_NotSafeOrNotReadable_IsRefusedWithItsCode(string options, string code)
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var certificates = Certificates.Make(folder);
        var files = new Dictionary<string, string>
        {
            ["CERT"] = certificates.ServerFile,
            ["KEY"] = certificates.ServerKeyFile,
            ["CA"] = certificates.AuthorityFile,
            ["KEYS"] = folder.Write("keys", Key),
            ["EMPTY"] = folder.Write("empty", "# none yet\n\n"),
            ["SHORT"] = folder.Write("short", "secret"),
        };

        // Act
        var run = await CommandRun.OfAsync(["server", "--ephemeral", "--port", "0", .. options.Split(' ').Select(word => files.GetValueOrDefault(word, word))]);

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error {code}: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Server_ReachedFromOutsideWithTlsAndKeys_Starts()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var certificates = Certificates.Make(folder);

        // Act
        await using var server = await RunningServer.StartAsync(
            "--ephemeral", "--ip", "0.0.0.0", "--tls-cert", certificates.ServerFile, "--tls-key", certificates.ServerKeyFile,
            "--api-key-file", folder.Write("keys", Key));

        // Assert
        Assert.StartsWith("0.0.0.0:", server.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ApiKeys_LetInOnlyThoseWhoKnowOne()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync("--ephemeral", "--api-key-file", folder.Write("keys", $"# two\n{Key}\n{Key}2\n"));

        // Act
        var known = await TemporalClient.ConnectAsync(new(server.Address) { ApiKey = Key + "2", Tls = new TlsOptions { Disabled = true } });
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalClient.ConnectAsync(new(server.Address) { ApiKey = Key + "3", Tls = new TlsOptions { Disabled = true } }));
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new(server.Address)));

        // Assert
        Assert.Equal(0, (await known.CountWorkflowsAsync("")).Count);
        Assert.All([unknown, none], refused => Assert.Equal(
            RpcException.StatusCode.PermissionDenied, Assert.IsType<RpcException>(refused.InnerException).Code));
    }

    [Fact]
    public async Task Server_ClientAuthority_LetsInOnlyThoseWithACertificate()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var certificates = Certificates.Make(folder);
        await using var server = await RunningServer.StartAsync(
            "--ephemeral", "--tls-cert", certificates.ServerFile, "--tls-key", certificates.ServerKeyFile, "--client-ca", certificates.AuthorityFile);
        var with = new TlsOptions { ServerRootCACert = certificates.Authority, ClientCert = certificates.Client, ClientPrivateKey = certificates.ClientKey };
        var without = new TlsOptions { ServerRootCACert = certificates.Authority };

        // Act
        var known = await TemporalClient.ConnectAsync(new(server.Address) { Tls = with });
        var unknown = await Record.ExceptionAsync(() => TemporalClient.ConnectAsync(new(server.Address) { Tls = without }));

        // Assert
        Assert.Equal(0, (await known.CountWorkflowsAsync("")).Count);
        Assert.NotNull(unknown);
    }
}
