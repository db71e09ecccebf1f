using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;

namespace Pipelines.Workflows.Tests.Progress;

public sealed class StateLimitTests
{
    [Fact]
    public void Cut_SmallState_IsUnchanged()
    {
        // Arrange
        var state = StateOf(10, _ => StepStatus.Succeeded, output: 10);

        // Act, Assert
        Assert.Same(state, StateLimit.Cut(state, 100_000));
    }

    [Fact]
    public void Page_OneAfterTheOther_HoldAllStepsInOrder()
    {
        // Arrange
        var state = StateOf(1_000, _ => StepStatus.Succeeded, output: 500);
        var steps = new List<string>();
        var pages = 0;

        // Act
        while (StateLimit.Page(state, steps.Count, 20_000) is { Count: > 0 } page)
        {
            Assert.True(JsonSerializer.SerializeToUtf8Bytes(page, PipelineJson.Options).Length <= 20_000);
            steps.AddRange(page.Keys);
            pages++;
        }

        // Assert
        Assert.Equal(state.Steps.Keys, steps);
        Assert.True(pages > 1);
    }

    [Fact]
    public void Page_StepAboveTheLimit_ComesAloneWithoutItsOutputs()
    {
        // Arrange
        var state = StateOf(2, _ => StepStatus.Succeeded, output: 5_000);

        // Act
        var page = StateLimit.Page(state, 1, 1_000);

        // Assert
        Assert.Empty(Assert.Single(page).Value.Outputs);
        Assert.Equal("s1", Assert.Single(page).Key);
    }

    [Theory]
    [InlineData("\u0001\u0002\"\\")]
    [InlineData("plain")]
    [InlineData("日本語")]
    public void Cut_AnyText_NeverLeavesMoreThanTheLimit(string text)
    {
        // Arrange: the limit is just below what the whole state takes.
        var state = StateOf(20, _ => StepStatus.Failed, output: 1);
        state = state with
        {
            Steps = state.Steps.ToDictionary(step => step.Key, step => step.Value with
            {
                Error = new StepError("ScriptFailed", text) { LogTail = [.. Enumerable.Repeat(text, 20)] },
            }),
        };
        var limit = JsonSerializer.SerializeToUtf8Bytes(state, PipelineJson.Options).Length - 1;

        // Act
        var cut = StateLimit.Cut(state, limit);

        // Assert
        Assert.NotSame(state, cut);
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(cut, PipelineJson.Options).Length <= limit);
    }

    [Fact]
    public void Cut_LargeOutputs_LeavesThemOutAndKeepsMetrics()
    {
        // Arrange
        var state = StateOf(10, _ => StepStatus.Succeeded, output: 20_000);

        // Act
        var cut = StateLimit.Cut(state, 100_000);

        // Assert
        Assert.Equal(10, cut.Steps.Count);
        Assert.All(cut.Steps.Values, step => Assert.Empty(step.Outputs));
        Assert.Equal(0.5, cut.Steps["s0"].Metrics["auc"].GetDouble());
    }

    [Fact]
    public void Cut_TooManySteps_KeepsThoseThatWentWrong()
    {
        // Arrange
        var state = StateOf(10_000, i => i % 100 == 7 ? StepStatus.Failed : StepStatus.Succeeded, output: 10);

        // Act
        var cut = StateLimit.Cut(state, 100_000);

        // Assert
        Assert.Equal(100, cut.Steps.Count);
        Assert.Equal("broken", cut.Steps["s9907"].Error?.Message);
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(cut, PipelineJson.Options).Length < 100_000);
    }

    private static ExecutionState StateOf(int steps, Func<int, StepStatus> status, int output) => new()
    {
        Id = "run-1",
        Pipeline = "test",
        Steps = Enumerable.Range(0, steps).ToDictionary(i => $"s{i}", i => new StepState
        {
            Type = "processing",
            Status = status(i),
            Outputs = new Dictionary<string, JsonElement> { ["o"] = JsonSerializer.SerializeToElement(new string('x', output)) },
            Metrics = new Dictionary<string, JsonElement> { ["auc"] = JsonSerializer.SerializeToElement(0.5) },
            Error = status(i) == StepStatus.Failed ? new StepError("ScriptFailed", "broken") { LogTail = ["last"] } : null,
        }),
    };
}
