using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Tests.Running;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run")]
    [InlineData("run x.yaml --no-such-option")]
    [InlineData("graph x.yaml --format png")]
    [InlineData("models describe g notanumber")]
    [InlineData("server --port 65536")]
    [InlineData("server --host example.org")]
    [InlineData("server --ephemeral --state x")]
    public async Task RunAsync_BadCommandLine_ReturnsTwo(string line)
    {
        // Act
        var run = await CommandRun.OfAsync(line.Split(' '));

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Run_TenFaults_PrintsTenFaultsAndStartsNothing()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var pipeline = folder.Write("pipeline.yaml", """
            pipeline: bad name!
            parameters:
              rate: { type: float, default: fast }
            steps:
              prepare:
                type: procesing
                command: [true]
              split:
                type: processing
                command: [true]
                colour: blue
                outputs: { train: /etc/passwd }
              train:
                type: training
                command: [true]
                needs: [splitt]
                inputs: { data: "${{ steps.split.outputs.trian }}" }
                timeout: soon
              evaluate:
                type: evaluate
                needs: [evaluate]
                command: ["${{ parameters.rat }}"]
                outputs: { report: evaluation.json }
              check:
                type: condition
                if: 1 + 
                then:
                  steps: { stop: { type: fail, message: no } }
            """);

        // Act
        var run = await CommandRun.OfAsync("run", pipeline, "--state", folder.State);
        var validate = await CommandRun.OfAsync("validate", pipeline, "--json");

        // Assert
        Assert.Equal((2, 2), (run.ExitCode, validate.ExitCode));
        var faults = run.Errors.Split('\n').Count(line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.True(faults >= 10, run.Errors);
        Assert.Equal(faults, validate.Json.GetProperty("diagnostics").EnumerateArray().Count(one => one.GetProperty("severity").GetString() == "error"));
        Assert.False(Directory.Exists(folder.State));
    }

    [Fact]
    public async Task Run_UnknownParameter_ReturnsTwoAndSuggests()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("run", Repository.Sample("quickstart"), "--state", folder.State, "-p", "acuracy=0.9");

        // Assert
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'accuracy'", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.State));
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("history")]
    [InlineData("resume")]
    [InlineData("stop")]
    [InlineData("delete")]
    [InlineData("logs")]
    public async Task RunAsync_UnknownExecution_ReturnsOneAndNamesIt(string command)
    {
        // Arrange
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.State);

        // Act
        var run = await CommandRun.OfAsync(command, "nobody", "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nobody", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mermaid", "flowchart")]
    [InlineData("dot", "digraph")]
    public async Task Graph_Quickstart_PrintsEveryStep(string format, string word)
    {
        // Act
        var run = await CommandRun.OfAsync("graph", Repository.Sample("quickstart"), "--format", format);

        // Assert
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(word, run.Output, StringComparison.Ordinal);
        Assert.All(["prepare", "train", "evaluate", "good-enough", "register"], step => Assert.Contains(step, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_NothingRun_IsEmptyAndMakesNoState()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("list", "--state", folder.State, "--json");

        // Assert
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Json.EnumerateArray());
        Assert.False(Directory.Exists(folder.State));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_KnownShell_PrintsAScriptThatAsksForWords(string shell)
    {
        // Act
        var run = await CommandRun.OfAsync("completion", shell);

        // Assert
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_IsTheOneInTheDocs()
    {
        var run = await CommandRun.OfAsync("schema");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs", "pipeline.schema.json")), run.Output);
    }

    [Theory]
    [InlineData("pipelines ap", "approve")]
    [InlineData("pipelines dec", "decide")]
    [InlineData("pipelines decide --", "--retry")]
    [InlineData("pipelines complete --", "--token")]
    [InlineData("pipelines test --", "--junit")]
    [InlineData("pipelines eval --", "--file")]
    [InlineData("pipelines graph --format ", "svg")]
    [InlineData("pipelines sch", "schema")]
    public async Task Suggest_BeginningOfALine_CompletesIt(string line, string expected)
    {
        var run = await CommandRun.OfAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, run.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Docs_MentionEveryCommand()
    {
        var docs = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "CHANGELOG.md")).Select(File.ReadAllText));
        var terminal = new CommandTerminal(TextWriter.Null, TextWriter.Null, Interactive: false, Colors: false, Width: 80);

        Assert.All(
            PipelinesCommand.Create(terminal, TimeProvider.System).Subcommands.Select(command => command.Name),
            name => Assert.True(docs.Contains($"pipelines {name}", StringComparison.Ordinal) || docs.Contains($"`{name}`", StringComparison.Ordinal), name));
    }
}
