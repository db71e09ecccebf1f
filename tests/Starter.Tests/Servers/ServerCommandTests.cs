using System.Diagnostics;
using System.Text.Json;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Tests.Running;
using Temporalio.Client;

namespace Pipelines.Starter.Tests.Servers;

public sealed class ServerCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_SeveralNamespaces_ServesEachAndPrintsWhere()
    {
        // Arrange
        await using var server = await RunningServer.StartAsync("--ephemeral", "--namespace", "one", "--namespace", "two");

        // Act
        var client = await TemporalClient.ConnectAsync(new(server.Address) { Namespace = "two" });
        var started = await client.StartWorkflowAsync("Anything", [], new("id", "queue"));

        // Assert
        Assert.Equal("Anything", (await started.DescribeAsync()).WorkflowType);
        Assert.Equal(["one", "two"], server.Ready.GetProperty("namespaces").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(JsonValueKind.Null, server.Ready.GetProperty("stateDirectory").ValueKind);
        Assert.StartsWith("127.0.0.1:", server.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_StoppedAndStartedAgain_StillHasTheExecution()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        string? run;
        await using (var first = await RunningServer.StartAsync("--state", folder.State))
        {
            var client = await TemporalClient.ConnectAsync(new(first.Address));
            run = (await client.StartWorkflowAsync("Anything", [], new("kept", "queue"))).ResultRunId;
        }

        // Act
        await using var second = await RunningServer.StartAsync("--state", folder.State);
        var again = await TemporalClient.ConnectAsync(new(second.Address));
        var found = await again.GetWorkflowHandle("kept").DescribeAsync();

        // Assert
        Assert.Equal(run, found.RunId);
    }

    [Fact]
    public async Task Server_OnAStateDirectory_OtherCommandsAttach()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync("--state", folder.State);

        // Act
        var run = await CommandRun.OfAsync("run", Repository.Sample("quickstart"), "--state", folder.State, "--id", "attached", "--json");
        var client = await TemporalClient.ConnectAsync(new(server.Address));

        // Assert
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(Temporalio.Api.Enums.V1.WorkflowExecutionStatus.Completed, (await client.GetWorkflowHandle("attached").DescribeAsync()).Status);
    }

    [Fact]
    public async Task Server_Sigterm_EndsWithZero()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM.");

        // Arrange
        var start = new ProcessStartInfo("dotnet", [typeof(LocalHost).Assembly.Location, "server", "--ephemeral", "--port", "0", "--json"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var ready = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement;
        var client = await TemporalClient.ConnectAsync(new(ready.GetProperty("address").GetString()!));
        await client.StartWorkflowAsync("Anything", [], new("id", "queue"));

        // Act
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        // Assert
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Server_PortOrStateTaken_NamesIt()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync("--state", folder.State);
        var port = server.Address.Split(':')[^1];

        // Act
        var samePort = await CommandRun.OfAsync("server", "--ephemeral", "--port", port);
        var sameState = await CommandRun.OfAsync("server", "--state", folder.State, "--port", "0");

        // Assert
        Assert.Equal((1, 1), (samePort.ExitCode, sameState.ExitCode));
        Assert.StartsWith($"error SV1005: cannot listen on 127.0.0.1 port {port}: ", samePort.Errors, StringComparison.Ordinal);
        Assert.StartsWith("error SV1007: ", sameState.Errors, StringComparison.Ordinal);
    }
}
