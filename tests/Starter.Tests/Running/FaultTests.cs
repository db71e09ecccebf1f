namespace Pipelines.Starter.Tests.Running;

/// <summary>What is wrong outside the program is said in one line, without a place in the program.</summary>
public sealed class FaultTests
{
    private const string Noop = "pipeline: small\nsteps: { one: { type: processing, component: noop } }\n";

    [Theory]
    [InlineData("bogus", "'bogus'")]
    [InlineData("list --limit -1", "--limit '-1': a whole number from 0 on belongs here.")]
    [InlineData("logs some --attempt 0", "--attempt '0': a whole number from 1 on belongs here.")]
    [InlineData("models describe group x", "VERSION 'x': a whole number from 1 on belongs here.")]
    [InlineData("list --namespace ml", "--namespace belongs to a Temporal server: give --address HOST:PORT")]
    [InlineData("list --tls", "--tls belongs to a Temporal server")]
    [InlineData("list --address localhost", "the address is 'localhost'; it must be HOST:PORT")]
    [InlineData("worker --address no:where", "the address is 'no:where'; it must be HOST:PORT")]
    [InlineData("validate -", "standard input")]
    [InlineData("validate /dev/stdin", "standard input")]
    [InlineData("validate no/such.yaml", "there is no file no/such.yaml")]
    public async Task RunAsync_BadWord_NamesItAndReturnsTwo(string line, string part)
    {
        // Act
        var run = await CommandRun.OfAsync(line.Split(' '));

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(part, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Split('\n'), text => text.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Directory_SaysSo()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("validate", folder.Path);

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a directory", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file")]
    public async Task List_StateIsNoDirectory_ReturnsTwo(string name)
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var state = name.Length == 0 ? "" : folder.Write(name, "x");

        // Act
        var run = await CommandRun.OfAsync("list", "--state", state);

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("must name a directory", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StateBelowAFile_NamesTheDirectory()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var state = Path.Combine(folder.Write("file", "x"), "state");

        // Act
        var run = await CommandRun.OfAsync("run", folder.Write("p.yaml", Noop), "--state", state);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error: the state directory {state} cannot be used: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_DamagedDatabase_SaysWhatCanBeDone()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await CommandRun.OfAsync("run", folder.Write("p.yaml", Noop), "--state", folder.State)).ExitCode);
        await File.WriteAllTextAsync(
            Path.Combine(folder.State, "temporal.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        // Act
        var run = await CommandRun.OfAsync("list", "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("temporal.db", run.Errors, StringComparison.Ordinal);
        Assert.Contains("A copy of the directory can be put back", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IdOfAnEndedExecution_SaysThatItDoesNotRunAgain()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var pipeline = folder.Write("p.yaml", Noop);
        await CommandRun.OfAsync("run", pipeline, "--state", folder.State, "--id", "one");

        // Act
        var again = await CommandRun.OfAsync("run", pipeline, "--state", folder.State, "--id", "one");

        // Assert
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Execution one has ended (Succeeded); these are its results.", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_LongestId_StandsOnOneLineOfAPipe()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var id = new string('a', 200);
        await CommandRun.OfAsync("run", folder.Write("p.yaml", Noop), "--state", folder.State, "--id", id);

        // Act
        var list = await CommandRun.OfAsync("list", "--state", folder.State);

        // Assert
        Assert.Contains(list.Output.Split('\n'), line => line.StartsWith($"{id} small ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ModelsList_UnknownGroup_ReturnsOne()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("models", "list", "nope", "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("there is no model group 'nope' here", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ErrorsCannotBeWritten_StillReturnsTheCode()
    {
        // Arrange
        using var full = new FullWriter();
        var terminal =
            new Pipelines.Starter.Terminal.CommandTerminal(full, full, Interactive: false, Colors: false, Width: 80);

        // Act
        var code = await Commands.PipelinesCommand.RunAsync(["bogus"], terminal, TimeProvider.System, TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(1, code);
    }

    private sealed class FullWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }

    [Fact]
    public async Task Help_AnyCommand_NamesWhatPeopleType()
    {
        // Act
        var help = await CommandRun.OfAsync("run", "--help");

        // Assert
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("pipelines run <pipeline> [options]", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThousandsOfSteps_JsonHoldsThemAll()
    {
        // Arrange: more than one message of Temporal's holds.
        using var folder = new TemporaryFolder();
        var steps =
            string.Concat(Enumerable.Range(0, 6_000).Select(i => $"  s{i}: {{ type: processing, component: noop }}\n"));

        // Act
        var run = await CommandRun.OfAsync("run", folder.Write("p.yaml", "pipeline: many\nsteps:\n" + steps), "--state", folder.State, "--json");

        // Assert
        Assert.True(run.ExitCode == 0, string.Concat(run.Errors.TakeLast(2_000)));
        Assert.Equal(6_000, run.Json.GetProperty("steps").EnumerateObject().Count());
        Assert.All(run.Json.GetProperty("steps").EnumerateObject(), step => Assert.Equal("Succeeded", step.Value.GetProperty("status").GetString()));
        Assert.False(run.Json.TryGetProperty("shortened", out _));
    }
}
