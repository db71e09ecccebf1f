using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Servers;

/// <summary>What people are told whose server has no worker, no such namespace, or does not know them.</summary>
public sealed class NoWorkerTests
{
    private const string Variable = "TEMPORAL_TEST_ADDRESS";
    private const string Ask = "pipeline: ask\nsteps: { ask: { type: approval } }\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NobodyServesTheQueue_SaysHowToStartAWorkerAndHowToComeBack(bool real)
    {
        // Arrange
        await using var server = await ServerAsync(real);
        using var folder = new TemporaryFolder();
        var id = $"alone-{Guid.NewGuid():N}";
        string[] place = ["--address", Address(server), "--state", folder.State];

        // Act
        var run = await InterruptedAsync(
            "No worker serves", ["run", folder.Write("p.yaml", Ask), "--id", id, "--queue", id, .. place]);
        var describe = await CommandRun.OfAsync(["describe", id, .. place]);
        var approve = await InterruptedAsync("No worker serves", ["approve", id, "ask", .. place]);
        var delete = await CommandRun.OfAsync(["delete", id, .. place]);

        // Assert
        var advice = $"No worker serves queue {id}, where execution {id} waits. Start one: "
            + $"pipelines worker --address {Address(server)} --queue {id}";
        Assert.Equal((ExitCodes.Interrupted, 1, ExitCodes.Interrupted, 0), (run.ExitCode, describe.ExitCode, approve.ExitCode, delete.ExitCode));
        Assert.Contains(advice, run.Errors, StringComparison.Ordinal);
        Assert.Contains($"pipelines resume {id} --address {Address(server)}", run.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, describe.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, approve.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors + describe.Errors + approve.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_NamespaceThatIsNotThere_SaysSo(bool real)
    {
        // Arrange
        await using var server = await ServerAsync(real);
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync(
            "worker", "--address", Address(server), "--namespace", "nowhere", "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            $"error: there is no namespace 'nowhere' at {Address(server)}", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerThatRefuses_SaysSoOnceAndAtOnce()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            "--ephemeral", "--api-key-file", folder.Write("keys", "0123456789abcdef0123"));

        // Act
        var run = await CommandRun.OfAsync(
            "run", folder.Write("p.yaml", Ask), "--address", server.Address, "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.StartsWith(
            $"error: the Temporal service at {server.Address} refuses the credentials: ", run.Errors, StringComparison.Ordinal);
    }

    private static string Address(RunningServer? server) =>
        server?.Address ?? Environment.GetEnvironmentVariable(Variable)!;

    /// <summary>Returns a server of ours, or null for the real one, whose address the environment has.</summary>
    private static async Task<RunningServer?> ServerAsync(bool real)
    {
        if (!real) return await RunningServer.StartAsync("--ephemeral");
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            Assert.Skip($"{Variable} names no Temporal server.");
        return null;
    }

    /// <summary>Runs a command, and does what Ctrl-C does as soon as it has said something.</summary>
    private static async Task<CommandRun> InterruptedAsync(string text, params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new HeardWriter(text);
        using var interrupt = new CancellationTokenSource();
        var terminal = new CommandTerminal(output, errors, Interactive: false, Colors: false, Width: 160);
        var running = PipelinesCommand.RunAsync(args, terminal, TimeProvider.System, interrupt.Token);
        await Task.WhenAny(running, errors.Heard);
        await interrupt.CancelAsync();
        var code = await running;
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
