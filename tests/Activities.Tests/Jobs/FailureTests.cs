using Pipelines.Activities.Jobs;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Tests.Jobs;

/// <summary>How programs fail, and what people are told.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly JobBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_ExitCode3_FailsWithCodeAndTail()
    {
        var failure = await _bench.FailsAsync(
            _bench.Shell("for i in $(seq 30); do echo line $i; done; echo bad data >&2; exit 3"), new JobAttempt(2));

        Assert.Equal(JobErrors.ScriptFailed, failure.ErrorType);
        Assert.False(failure.NonRetryable);
        Assert.Equal((3, 2, 20), (failure.Detail!.ExitCode, failure.Detail.Attempt, failure.Detail.LogTail.Count));
        Assert.Equal(["line 30", "bad data"], failure.Detail.LogTail.TakeLast(2));
        Assert.StartsWith(
            "program '/bin/sh' ended with exit code 3: bad data", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailureFile_ItsFirst1024CharactersAreTheMessage()
    {
        var failure = await _bench.FailsAsync(_bench.Python("""
            import os, sys
            open(os.path.join(os.environ["SM_OUTPUT_DIR"], "failure"), "w").write("column 'age' is missing " + "ä" * 2000)
            sys.exit(1)
            """));

        Assert.StartsWith("column 'age' is missing ää", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1024, failure.Message.Length);
        Assert.Equal(1, failure.Detail!.ExitCode);
    }

    [Fact]
    public async Task Run_FailureFileButExitCode0_Succeeds()
    {
        var result = await _bench.RunAsync(_bench.Shell("echo oops > $SM_OUTPUT_DIR/failure"));

        Assert.Equal(1, result.Attempt);
    }

    [Theory]
    [InlineData("kill -9 $$", "SIGKILL", 137)]
    [InlineData("kill -SEGV $$", "SIGSEGV", 139)]
    public async Task Run_KilledBySignal_NamesIt(string script, string signal, int exitCode)
    {
        var failure = await _bench.FailsAsync(_bench.Shell(script));

        Assert.Contains(signal, failure.Message, StringComparison.Ordinal);
        Assert.Equal(exitCode, failure.Detail!.ExitCode);
    }

    [Theory]
    [InlineData("no-such-program-anywhere", "is not on this machine")]
    [InlineData("./missing.sh", "does not exist")]
    [InlineData("./plain.txt", "is not executable")]
    public async Task Run_ProgramThatCannotStart_SaysWhyAndIsNotTriedAgain(string program, string expected)
    {
        // Arrange
        _bench.Write("plain.txt", "echo hello");

        // Act
        var failure = await _bench.FailsAsync(_bench.Command(program));

        // Assert
        Assert.Equal((JobErrors.ProgramNotFound, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProgramInTheProject_IsFoundByItsRelativePath()
    {
        // Arrange
        File.SetUnixFileMode(_bench.Write("tools/run.sh", "#!/bin/sh\necho from $0\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        // Act
        await _bench.RunAsync(_bench.Command("tools/run.sh"));

        // Assert
        Assert.Equal($"from {_bench.Project}/tools/run.sh\n", _bench.Log());
    }

    [Fact]
    public async Task Run_StepsOwnPath_DecidesWhichProgramIsFound()
    {
        // Arrange
        File.SetUnixFileMode(
            _bench.Write("bin/tool", "#!/bin/sh\necho mine\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var request = _bench.Command("tool") with { Env = new Dictionary<string, string> { ["PATH"] = $"{_bench.Project}/bin:/usr/bin:/bin" } };

        // Act
        await _bench.RunAsync(request);

        // Assert
        Assert.Equal("mine\n", _bench.Log());
    }

    [Fact]
    public async Task Run_LongerThanTheLimit_IsStoppedAndSaysSo()
    {
        var failure = await _bench.FailsAsync(_bench.Shell("echo working; exec sleep 300"), new JobAttempt(1) { TimeLimit = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(JobErrors.Timeout, failure.ErrorType);
        Assert.Contains("00:00:00.3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(143, failure.Detail!.ExitCode); // 128 + SIGTERM
    }

    [Fact]
    public async Task Run_LimitOfAYear_IsNoProblemForTimers()
    {
        var result = await _bench.RunAsync(
            _bench.Shell("true"), new JobAttempt(1) { TimeLimit = TimeSpan.FromDays(365) }, JobBench.Cancel);

        Assert.Empty(result.Outputs);
    }

    [Fact]
    public async Task Run_Failed_KeepsFolderAndLogsReason()
    {
        await _bench.FailsAsync(_bench.Shell("echo half > $SM_OUTPUT_DATA_DIR/half.csv; exit 1"));

        Assert.True(
            File.Exists(_bench.Local.Layout.AttemptFolder("run-1", "sweep[0].train", 1) + "/output/data/half.csv"));
        Assert.Contains("[pipelines: ScriptFailed: program '/bin/sh' ended with exit code 1]", _bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SucceededAfterAFailedAttempt_RemovesAllFoldersAndKeepsBothLogs()
    {
        // Arrange
        await _bench.FailsAsync(_bench.Shell("echo first; exit 1"));

        // Act
        await _bench.RunAsync(_bench.Shell("echo second"), new JobAttempt(2), JobBench.Cancel);

        // Assert
        Assert.False(Directory.Exists(_bench.Local.Layout.JobFolder("run-1", "sweep[0].train")));
        Assert.Equal([1, 2], _bench.Local.Layout.LogFiles("run-1", "sweep[0].train").Select(file => file.Attempt));
    }

    [Fact]
    public async Task Run_CorruptedInput_NamesItAndIsNotTriedAgain()
    {
        // Arrange
        var input = await _bench.PutAsync("train.csv", "a,b\n");
        foreach (var file in Directory.GetFiles(_bench.Local.Layout.Artifacts, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(file, "x", JobBench.Cancel);
        }

        // Act
        var failure = await _bench.FailsAsync(_bench.Shell("true") with { Inputs = new Dictionary<string, System.Text.Json.JsonElement> { ["train"] = input } });

        // Assert
        Assert.Equal((JobErrors.ArtifactCorrupted, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("input 'train': artifact 'train.csv' is corrupted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InputNamedAsAPath_IsRefused()
    {
        var request = _bench.Shell("true") with { Inputs = new Dictionary<string, System.Text.Json.JsonElement> { ["../../x"] = JobBench.Json("1") } };

        var failure = await _bench.FailsAsync(request);

        Assert.Equal(JobErrors.BadInput, failure.ErrorType);
    }
}
