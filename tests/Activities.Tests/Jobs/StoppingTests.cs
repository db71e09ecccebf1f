using System.Diagnostics;
using System.Globalization;
using Pipelines.Activities.Jobs;

namespace Pipelines.Activities.Tests.Jobs;

/// <summary>How programs are stopped, with all that they started.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task Cancel_RunningProgram_GetsSigtermAndMayCleanUp()
    {
        // Arrange
        using var bench = new JobBench();
        using var stop = new CancellationTokenSource();
        var (attempt, ready) = JobBench.WatchFor("ready");
        var running = bench.RunAsync(bench.Shell("trap 'echo cleaned up; exit 0' TERM; echo ready; while :; do sleep 0.05; done"), attempt, stop.Token);
        await ready;

        // Act
        await stop.CancelAsync();

        // Assert
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.Contains("cleaned up", bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ProgramIgnoresSigterm_IsKilledWithItsChildrenAfterTheGrace()
    {
        // Arrange
        using var bench = new JobBench(change: options => options with { Grace = TimeSpan.FromMilliseconds(100) });
        using var stop = new CancellationTokenSource();
        var (attempt, ready) = JobBench.WatchFor("ready");
        var running = bench.RunAsync(bench.Shell("trap '' TERM; sleep 300 & echo child $!; echo ready; while :; do sleep 0.05; done"), attempt, stop.Token);
        var progress = await ready;

        // Act
        await stop.CancelAsync();

        // Assert
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.False(JobBench.IsRunning(progress.ProcessId!.Value));
        Assert.False(JobBench.IsRunning(Child(bench)));
    }

    [Fact]
    public async Task Run_ProgramLeavesAChildBehind_ChildEndsWithIt()
    {
        // Arrange
        using var bench = new JobBench();

        // Act
        await bench.RunAsync(bench.Shell("sleep 300 & echo child $!"));

        // Assert
        Assert.False(JobBench.IsRunning(Child(bench)));
    }

    [Fact]
    public async Task Run_ChildLeavesTheProcessGroup_IsFoundAndEnded()
    {
        // Arrange
        using var bench = new JobBench();

        // Act
        await bench.RunAsync(bench.Shell("mkfifo $TMPDIR/f; setsid sh -c 'echo child $$; echo ready > $TMPDIR/f; exec sleep 300' & cat $TMPDIR/f"));

        // Assert
        Assert.False(JobBench.IsRunning(Child(bench)));
    }

    [Fact]
    public async Task Run_EarlierAttemptStillRuns_IsEndedFirst()
    {
        // Arrange: what a worker that was killed leaves behind
        using var bench = new JobBench();
        var folder = bench.Local.Layout.AttemptFolder("run-1", "sweep[0].train", 1);
        Directory.CreateDirectory(folder);
        var info = new ProcessStartInfo("sleep", ["300"]);
        info.Environment["PIPELINE_JOB_FOLDER"] = folder;
        using var left = Process.Start(info)!;
        using var other = Process.Start(new ProcessStartInfo("sleep", ["300"]) { Environment = { ["PIPELINE_JOB_FOLDER"] = folder.Replace("sweep[0]", "sweep[1]", StringComparison.Ordinal) } })!;

        // Act
        await bench.RunAsync(bench.Shell("echo second attempt"), new JobAttempt(2), JobBench.Cancel);

        // Assert
        await left.WaitForExitAsync(JobBench.Cancel).WaitAsync(TimeSpan.FromSeconds(30), JobBench.Cancel);
        Assert.False(other.HasExited, "another step's program was ended");
        Assert.StartsWith("[pipelines: ended 1 program(s) that an earlier attempt left running]", bench.Log(2), StringComparison.Ordinal);
        other.Kill();
    }

    [Fact]
    public async Task Run_WorkerWouldBeKilled_KernelKillsTheProgram()
    {
        // Arrange: PR_GET_PDEATHSIG = 2
        using var bench = new JobBench();
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "util-linux is not installed");

        // Act
        await bench.RunAsync(bench.Python("import ctypes; s = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(s)); print('signal', s.value)"));

        // Assert
        Assert.Equal("signal 9\n", bench.Log());
    }

    [Fact]
    public async Task Run_ProgramReadsItsInput_FindsItEmpty()
    {
        using var bench = new JobBench();

        await bench.RunAsync(bench.Shell("cat; echo end"));

        Assert.Equal("end\n", bench.Log());
    }

    [Fact]
    public async Task Run_ManyAtOnce_KeepTheirOutputApart()
    {
        // Arrange
        using var bench = new JobBench();

        // Act
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            bench.RunAsync(bench.Shell($"echo I am {i}") with { Step = $"sweep[{i}].train" })));

        // Assert
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal($"I am {i}\n", File.ReadAllText(bench.Local.Layout.LogFile("run-1", $"sweep[{i}].train", 1))));
    }

    private static int Child(JobBench bench)
    {
        var line = bench.Log().Split('\n').First(each => each.StartsWith("child ", StringComparison.Ordinal));
        return int.Parse(line["child ".Length..], CultureInfo.InvariantCulture);
    }
}
