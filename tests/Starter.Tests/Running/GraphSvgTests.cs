namespace Pipelines.Starter.Tests.Running;

/// <summary>Pictures that Graphviz draws, where it is, where it is not, and where it fails.</summary>
public sealed class GraphSvgTests
{
    [Fact]
    public async Task Graph_AsSvg_IsWhatGraphvizMakesOfTheDot()
    {
        // Act: this one hands back what it was given.
        var run = await GraphAsync("""
            #!/bin/sh
            echo "<svg>$1"
            while IFS= read -r line; do echo "$line"; done
            echo "</svg>"
            """);

        // Assert
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("<svg>-Tsvg\ndigraph \"quickstart\" {", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("}\n</svg>", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_AsSvgWithoutGraphviz_SaysWhatToInstallAndWhatElseThereIs()
    {
        // Act
        var run = await GraphAsync(dot: null);

        // Assert
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Install Graphviz", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--format mermaid", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_GraphvizFails_TellsWhatItSaid()
    {
        // Act: it ends before it has read anything.
        var run = await GraphAsync("#!/bin/sh\necho 'no fonts' >&2\nexit 3\n");

        // Assert
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Graphviz ended with exit code 3: no fonts", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<CommandRun> GraphAsync(string? dot)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        using var folder = new TemporaryFolder();
        if (dot is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder.Write("dot", dot), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var process = PipelinesProcess.StartWithPath(
            folder.Path, "graph", Repository.Sample("quickstart"), "--format", "svg");
        return await process.EndAsync();
    }
}
