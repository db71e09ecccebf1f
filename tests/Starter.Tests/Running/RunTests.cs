using System.Text.Json;

namespace Pipelines.Starter.Tests.Running;

public sealed class RunTests
{
    [Fact]
    public async Task Run_Quickstart_SucceedsAndRegistersAModel()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("run", Repository.Sample("quickstart"), "--state", folder.State, "--id", "q", "--json");
        var models = await CommandRun.OfAsync("models", "list", "--state", folder.State, "--json");
        var list = await CommandRun.OfAsync("list", "--state", folder.State, "--json");
        var described = await CommandRun.OfAsync("describe", "q", "--state", folder.State, "--json");

        // Assert
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("q", run.Json.GetProperty("id").GetString());
        Assert.Equal("Succeeded", run.Json.GetProperty("status").GetString());
        Assert.InRange(run.Json.GetProperty("steps").GetProperty("evaluate").GetProperty("metrics").GetProperty("auc").GetDouble(), 0.97, 1.0);
        Assert.Equal(1, run.Json.GetProperty("outputs").GetProperty("version").GetInt32());
        Assert.Equal("Succeeded", run.Json.GetProperty("steps").GetProperty("good-enough.then.register").GetProperty("status").GetString());
        Assert.Equal("Skipped", run.Json.GetProperty("steps").GetProperty("good-enough.else.give-up").GetProperty("status").GetString());
        Assert.Equal("q", Assert.Single(models.Json.EnumerateArray()).GetProperty("context").GetProperty("executionId").GetString());
        Assert.Equal("Succeeded", Assert.Single(list.Json.EnumerateArray()).GetProperty("status").GetString());
        Assert.True(JsonElement.DeepEquals(run.Json, described.Json));
    }

    [Fact]
    public async Task Run_QuickstartWithUnreachableTarget_FailsWithTheMessage()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("run", Repository.Sample("quickstart"), "--state", folder.State, "--json", "-p", "accuracy=1.0");

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Failed", run.Json.GetProperty("status").GetString());
        Assert.Equal("Fail", run.Json.GetProperty("steps").GetProperty("good-enough.else.give-up").GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Run_ScriptMode_SucceedsWithPlainPrograms()
    {
        // Arrange
        if (OperatingSystem.IsWindows()) Assert.Skip("needs python3");
        using var folder = new TemporaryFolder();

        // Act
        var run = await CommandRun.OfAsync("run", Repository.Sample("script-mode"), "--state", folder.State, "--json");

        // Assert
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        Assert.Equal("Succeeded", run.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_ScriptFails_ShowsExitCodeAndLastLinesEverywhere()
    {
        // Arrange
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        using var folder = new TemporaryFolder();
        folder.Write("bad.sh", "echo before\necho 'the disk is made of cheese' >&2\nexit 7\n");
        var pipeline = folder.Write("pipeline.yaml", "pipeline: bad\nsteps:\n  cut: { type: processing, command: [sh, bad.sh] }\n");

        // Act
        var run = await CommandRun.OfAsync("run", pipeline, "--state", folder.State, "--id", "bad");
        var described = await CommandRun.OfAsync("describe", "bad", "--state", folder.State);
        var json = await CommandRun.OfAsync("describe", "bad", "--state", folder.State, "--json");
        var history = await CommandRun.OfAsync("history", "bad", "--state", folder.State);
        var logs = await CommandRun.OfAsync("logs", "bad", "cut", "--state", folder.State);

        // Assert
        Assert.Equal(1, run.ExitCode);
        Assert.All([run.Errors, described.Output], text =>
        {
            Assert.Contains("exit code 7", text, StringComparison.Ordinal);
            Assert.Contains("the disk is made of cheese", text, StringComparison.Ordinal);
        });
        var error = json.Json.GetProperty("steps").GetProperty("cut").GetProperty("error");
        Assert.Equal("ScriptFailed", error.GetProperty("type").GetString());
        Assert.Equal(7, error.GetProperty("exitCode").GetInt32());
        Assert.Contains("the disk is made of cheese", error.GetProperty("logTail").EnumerateArray().Select(line => line.GetString()));
        var failed = history.Json.GetProperty("events").EnumerateArray().Single(e => e.GetProperty("eventType").GetString() == "EVENT_TYPE_ACTIVITY_TASK_FAILED");
        var failure = failed.GetProperty("activityTaskFailedEventAttributes").GetProperty("failure");
        var detail = System.Text.Encoding.UTF8.GetString(failure.GetProperty("applicationFailureInfo").GetProperty("details").GetProperty("payloads")[0].GetProperty("data").GetBytesFromBase64());
        Assert.Contains("the disk is made of cheese", detail, StringComparison.Ordinal);
        Assert.Contains("\"exitCode\":7", detail, StringComparison.Ordinal);
        Assert.Contains("before", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ScriptFailsTwiceWithRetry_SucceedsAtTheThirdAttempt()
    {
        // Arrange
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        using var folder = new TemporaryFolder();
        folder.Write("flaky.sh", "test \"$PIPELINE_ATTEMPT\" -ge 3\n");
        var pipeline = folder.Write(
            "pipeline.yaml",
            "pipeline: flaky\nsteps:\n  s: { type: processing, command: [sh, flaky.sh], retry: { attempts: 3, interval: 10ms } }\n");

        // Act
        var run = await CommandRun.OfAsync("run", pipeline, "--state", folder.State, "--json");

        // Assert
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(3, run.Json.GetProperty("steps").GetProperty("s").GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Run_SecondProcessOnTheSameState_AttachesAndBothFinish()
    {
        // Arrange: a process that holds the directory until a file appears.
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var ledger = new Ledger(Path.Combine(folder.Path, "ledger"));
        folder.Write("hold.sh", "echo held >> ledger\nwhile ! test -e go; do sleep 0.05; done\n");
        folder.Write("quick.sh", "echo quick >> ledger\n");
        var slow =
            folder.Write("slow.yaml", "pipeline: slow\nsteps:\n  s: { type: processing, command: [sh, hold.sh] }\n");
        var quick =
            folder.Write("quick.yaml", "pipeline: quick\nsteps:\n  s: { type: processing, command: [sh, quick.sh] }\n");
        using var holder = PipelinesProcess.Start("run", slow, "--state", folder.State, "--id", "slow");
        Assert.True(await ledger.ReachedAsync("held", 1, () => holder.HasExited, cancel));

        // Act
        using var second = PipelinesProcess.Start("run", quick, "--state", folder.State, "--id", "quick", "--json");
        var attached = await second.EndAsync();
        using var lister = PipelinesProcess.Start("list", "--state", folder.State, "--json");
        var list = await lister.EndAsync();
        folder.Write("go", "");
        var held = await holder.EndAsync();

        // Assert
        Assert.True(attached.ExitCode == 0, attached.Errors);
        Assert.Contains($"process {holder.Id}", attached.Errors, StringComparison.Ordinal);
        Assert.Equal("Succeeded", attached.Json.GetProperty("status").GetString());
        Assert.Equal(
            [("quick", "Succeeded"), ("slow", "Running")],
            list.Json.EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("status").GetString()!)).Order());
        Assert.True(held.ExitCode == 0, held.Errors);
    }

    [Fact]
    public async Task Run_AttachedAndTheHolderIsKilled_TakesOverAndFinishes()
    {
        // Arrange: a process that holds the directory, and one that is attached with a step at work.
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var ledger = new Ledger(Path.Combine(folder.Path, "ledger"));
        folder.Write("hold.sh", "echo \"$1\" >> ledger\nwhile ! test -e go; do sleep 0.05; done\n");
        var first = folder.Write("first.yaml", "pipeline: first\nsteps:\n  s: { type: processing, command: [sh, hold.sh, first] }\n");
        var second = folder.Write("second.yaml", "pipeline: second\nsteps:\n  s: { type: processing, command: [sh, hold.sh, second] }\n");
        using var holder = PipelinesProcess.Start("run", first, "--state", folder.State, "--id", "first");
        Assert.True(await ledger.ReachedAsync("first", 1, () => holder.HasExited, cancel));
        using var attached = PipelinesProcess.Start("run", second, "--state", folder.State, "--id", "second", "--json");
        Assert.True(await ledger.ReachedAsync("second", 1, () => attached.HasExited, cancel));

        // Act
        await holder.KillAsync();
        folder.Write("go", "");
        var end = await attached.EndAsync();
        var list = await CommandRun.OfAsync("list", "--state", folder.State, "--json");

        // Assert
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Contains("this one goes on", end.Errors, StringComparison.Ordinal);
        Assert.Contains(list.Json.EnumerateArray(), one => one.GetProperty("id").GetString() == "second" && one.GetProperty("status").GetString() == "Succeeded");
    }
}
