using Pipelines.Activities.Jobs;

namespace Pipelines.Activities.Tests.Jobs;

public sealed class LogTests
{
    [Fact]
    public async Task Run_BytesThatAreNoText_AreKeptReadable()
    {
        using var bench = new JobBench();

        await bench.RunAsync(bench.Shell(@"printf 'caf\351 \303\244\nno end'"));

        Assert.Equal("caf\uFFFD ä\nno end\n", bench.Log());
    }

    [Fact]
    public async Task Run_MoreThanTheLimit_IsCutWithAMarkerAndTheLastLines()
    {
        // Arrange
        using var bench = new JobBench(change: options => options with { LogBytes = 200 });
        var request = bench.Shell("seq 1 1000; echo score=7") with { Metrics = new Dictionary<string, string> { ["score"] = "score=([0-9]+)" } };

        // Act
        var result = await bench.RunAsync(request);

        // Assert
        var log = bench.Log();
        Assert.StartsWith("1\n2\n3\n", log, StringComparison.Ordinal);
        Assert.Contains(
            "[pipelines: the log reached 200 bytes; what follows is not kept]", log, StringComparison.Ordinal);
        Assert.EndsWith("999\n1000\nscore=7\n", log, StringComparison.Ordinal);
        Assert.True(log.Length < 1000);
        Assert.Equal(7, result.Metrics["score"].GetDouble());
    }

    [Fact]
    public async Task Run_ProgressBar_TailShowsItsLastDrawing()
    {
        using var bench = new JobBench();

        var failure = await bench.FailsAsync(
            bench.Shell(@"printf '10%%\r50%%\r100%%\n'; printf '\033[31mred\033[0m\n'; exit 1"));

        Assert.Equal(["100%", " [31mred [0m"], failure.Detail!.LogTail); // no escape sequence reaches a terminal
    }

    [Fact]
    public async Task Run_LineWithoutEnd_IsCutNotCollected()
    {
        using var bench = new JobBench();

        await bench.RunAsync(bench.Python("import sys; sys.stdout.write('x' * 200000)"));

        var lines = bench.Log().TrimEnd('\n').Split('\n');
        Assert.Equal([65536, 65536, 65536, 3392], lines.Select(line => line.Length));
    }

    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\n\r\nb", new[] { "a", "", "b" })]
    [InlineData("", new string[0])]
    public void Split_InPiecesOfAnySize_GivesTheSameLines(string text, string[] expected)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length + 1; size++)
        {
            var lines = new List<string>();
            var splitter = new LineSplitter(lines.Add);
            foreach (var piece in bytes.Chunk(size)) splitter.Add(piece);
            splitter.End();
            Assert.Equal(expected, lines);
        }
    }

    [Fact]
    public async Task Run_OutputAndErrors_ShareOneLogForTheOwnerAlone()
    {
        using var bench = new JobBench();

        await bench.RunAsync(bench.Shell("echo out; echo err >&2"));

        Assert.Equal(["err", "out"], bench.Log().TrimEnd('\n').Split('\n').Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.Local.Layout.LogFile("run-1", "sweep[0].train", 1)));
    }
}
