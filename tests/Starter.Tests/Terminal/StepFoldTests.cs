using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Tests.Terminal;

/// <summary>Loops, lists and steps that wait, as people see them.</summary>
public sealed class StepFoldTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Of_AThousandItems_ShowsThoseAtWorkOrFailedAndCountsTheRest()
    {
        // Arrange
        var steps = new Dictionary<string, StepState> { ["sweep"] = Step(StepStatus.Running) };
        for (var i = 0; i < 1_000; i++)
        {
            steps[$"sweep[{i}].train"] = Step(i switch { 3 => StepStatus.Failed, 500 => StepStatus.Running, < 500 => StepStatus.Succeeded, _ => StepStatus.Pending });
            steps[$"sweep[{i}].test"] = Step(i < 500 && i != 3 ? StepStatus.Succeeded : StepStatus.Pending);
        }

        // Act
        var lines = Lines(steps);

        // Assert
        Assert.Equal(
            [
                "▶ sweep", "… 1,000 iterations; not shown: 499 Pending, 499 Succeeded",
                "✗ [3].train", "· [3].test", "▶ [500].train", "· [500].test",
            ],
            lines);
    }

    [Fact]
    public void Of_TwentyRounds_ShowsAll()
    {
        var steps = Enumerable.Range(0, 20).ToDictionary(i => $"improve[{i}].train", _ => Step(StepStatus.Succeeded));

        Assert.Equal(20, Lines(steps).Count);
    }

    [Fact]
    public void Of_ManyRoundsAllDone_ShowsTheLast()
    {
        var steps = Enumerable.Range(0, 30).ToDictionary(i => $"improve[{i}].train", _ => Step(StepStatus.Succeeded));
        steps = new Dictionary<string, StepState> { ["improve"] = Step(StepStatus.Succeeded) }.Concat(steps).ToDictionary();

        Assert.Equal(["✓ improve", "… 30 iterations; not shown: 29 Succeeded", "✓ [29].train"], Lines(steps));
    }

    [Fact]
    public void Of_BranchesOfAnElif_AreNoRounds()
    {
        var steps = Enumerable.Range(0, 30).ToDictionary(i => $"choose.elif[{i}].a", _ => Step(StepStatus.Skipped));

        Assert.Equal(30, Lines(steps).Count);
    }

    [Fact]
    public void Lines_NestedSteps_AreNamedByWhatIsBehindTheStepAround()
    {
        var steps = new Dictionary<string, StepState>
        {
            ["a"] = Step(StepStatus.Succeeded),
            ["sweep"] = Step(StepStatus.Succeeded),
            ["sweep[0].choose"] = Step(StepStatus.Succeeded),
            ["sweep[0].choose.elif[1].train"] = Step(StepStatus.Succeeded),
            ["finally.note"] = Step(StepStatus.Succeeded),
        };

        var lines = StepLines.Of(StateOf(steps), Now, 200).Select(line => line.Text[2..].Split("  Succ")[0].TrimEnd());

        Assert.Equal(["a", "sweep", "  [0].choose", "    elif[1].train", "finally.note"], lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lines_StepsThatWait_SayForWhatAndWhatToType(bool withTokens)
    {
        // Arrange
        var steps = new Dictionary<string, StepState>
        {
            ["release"] = Waiting(new StepWait("approval") { Message = "Release\nversion 3?", Until = Now.AddHours(1) }),
            ["each[0].label"] = Waiting(new StepWait("callback") { Token = "t-123" }),
            ["train"] = Waiting(new StepWait("decision")) with { Error = new StepError("ScriptFailed", "exit code 3") },
            ["sleep"] = Waiting(new StepWait("time") { Until = Now.AddDays(1) }),
        };

        // Act
        var text = string.Join('\n', StepLines.Of(StateOf(steps), Now, 200, withTokens).Select(line => line.Text));

        // Assert
        Assert.Contains("for an approval until 2026-01-02 04:04:05 UTC", text, StringComparison.Ordinal);
        Assert.Contains("Release version 3?", text, StringComparison.Ordinal);
        Assert.Contains("pipelines approve run-1 release", text, StringComparison.Ordinal);
        Assert.Contains("pipelines complete run-1 'each[0].label' --token", text, StringComparison.Ordinal);
        Assert.Equal(withTokens, text.Contains("t-123", StringComparison.Ordinal));
        Assert.Contains("ScriptFailed: exit code 3", text, StringComparison.Ordinal);
        Assert.Contains("pipelines decide run-1 train --retry", text, StringComparison.Ordinal);
        Assert.Contains("for its time until 2026-01-03 03:04:05 UTC", text, StringComparison.Ordinal);
    }

    private static List<string> Lines(Dictionary<string, StepState> steps) =>
        [.. StepLines.Of(StateOf(steps), Now, 200).Select(line => line.Text.StartsWith("    …", StringComparison.Ordinal)
            ? line.Text.Trim()
            : line.Text[..2] + line.Text[2..].TrimStart().Split(' ')[0])];

    private static ExecutionState StateOf(Dictionary<string, StepState> steps) => new() { Id = "run-1", Pipeline = "p", Steps = steps };

    private static StepState Step(StepStatus status) => new() { Type = "processing", Status = status };

    private static StepState Waiting(StepWait wait) => new() { Type = "x", Status = StepStatus.Waiting, Wait = wait };
}
