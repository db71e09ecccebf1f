using System.Text.Json;

namespace Pipelines.Starter.Tests.Running;

/// <summary>
/// <c>kill -9</c> at 20 points of an execution of a real process, with the effects of steps counted from outside.
/// </summary>
public sealed class KillTests
{
    private const int Steps = 30;
    private const int Kills = 20;

    [Fact]
    public async Task Resume_KilledAfterEachEffect_FinishesAndRepeatsNoFinishedStep()
    {
        // Arrange
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var ledger = new Ledger(Path.Combine(folder.Path, "ledger"));
        folder.Write("effect.sh", """
            printf 'start %s %s\n' "$PIPELINE_STEP" "$PIPELINE_ATTEMPT" >> ledger
            sleep 0.02
            printf 'end %s %s\n' "$PIPELINE_STEP" "$PIPELINE_ATTEMPT" >> ledger
            """);
        var pipeline = folder.Write("pipeline.yaml", "pipeline: killed\nsteps:\n" + string.Concat(Enumerable.Range(0, Steps).Select(i =>
            $"  s{i}: {{ type: processing, command: [sh, effect.sh]{(i == 0 ? "" : $", needs: [s{i - 1}]")} }}\n")));
        string[] run = ["run", pipeline, "--state", folder.State, "--id", "victim"];
        string[] resume = ["resume", "victim", "--state", folder.State];

        // Act: kill 20 times, each time as soon as a new start or a new end of a step is seen; start again by resume
        // and by the same run in turns.
        var kills = 0;
        for (var point = 0; point < Kills; point++)
        {
            using var process = PipelinesProcess.Start(point % 2 == 0 ? run : resume);
            var word = point % 4 < 2 ? "start" : "end";
            var seen = ledger.Count(word);
            if (!await ledger.ReachedAsync(word, seen + 1, () => process.HasExited, cancel)) break;
            await process.KillAsync();
            kills++;
        }

        using var last = PipelinesProcess.Start([.. resume, "--json"]);
        var end = await last.EndAsync();

        // Assert
        Assert.True(end.ExitCode == 0, $"exit code {end.ExitCode} after {kills} kills\n{end.Errors}\n{string.Join('\n', ledger.Lines())}");
        Assert.Equal("Succeeded", end.Json.GetProperty("status").GetString());
        var effects = ledger.Lines().Select(line => line.Split(' ')).ToList();
        var starts = effects.Where(effect => effect[0] == "start").ToList();
        Assert.Equal(Kills, kills);

        // Steps never go back: once a later step has begun, no earlier one begins again.
        var order = starts.Select(effect => int.Parse(effect[1][1..])).ToList();
        Assert.Equal(order.Order(), order);

        // Every attempt began at most once, and attempts rise.
        Assert.Equal(starts.Count, starts.Select(effect => (effect[1], effect[2])).Distinct().Count());
        foreach (var step in Enumerable.Range(0, Steps).Select(i => $"s{i}"))
        {
            var attempts = starts.Where(effect => effect[1] == step).Select(effect => int.Parse(effect[2])).ToList();
            Assert.NotEmpty(attempts);
            Assert.Equal(attempts.Order(), attempts);
            Assert.Contains(effects, effect => effect[0] == "end" && effect[1] == step);
            var known = end.Json.GetProperty("steps").GetProperty(step);
            Assert.Equal(attempts[^1], known.GetProperty("attempts").GetInt32());
        }
    }

    [Fact]
    public async Task Run_SameIdAfterTheEnd_ShowsTheResultsAndRunsNothing()
    {
        // Arrange
        if (OperatingSystem.IsWindows()) Assert.Skip("needs sh");
        using var folder = new TemporaryFolder();
        var ledger = new Ledger(Path.Combine(folder.Path, "ledger"));
        folder.Write("effect.sh", "printf 'ran\\n' >> ledger\n");
        var pipeline = folder.Write("pipeline.yaml", "pipeline: once\nsteps:\n  s: { type: processing, command: [sh, effect.sh] }\n");
        string[] run = ["run", pipeline, "--state", folder.State, "--id", "once", "--json"];

        // Act
        var first = await CommandRun.OfAsync(run);
        var second = await CommandRun.OfAsync(run);

        // Assert
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.True(JsonElement.DeepEquals(first.Json.GetProperty("steps"), second.Json.GetProperty("steps")));
        Assert.Single(ledger.Lines());
    }
}
