using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Scheduling;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

public sealed class ScaleTests
{
    [Fact]
    public async Task Run_LongHistory_ContinuesAsNewAndComesToTheSame()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var loop = Loop("l", Block(Job("a").Input("n", "${{ loop.state.n }}")).Gives("n", "${{ steps.a.outputs.n }}"), maximum: 12)
            .State("n", 0, "${{ loop.state.n + 1 }}");
        var run = Pipeline(Block(Job("first").Input("x", 7), loop.Needs("first"), Job("last", "l").Input("x", "${{ steps.first.outputs.x }}"))
            .Gives("n", "${{ steps.l.outputs.n }}")).Finally(Job("z")).Run() with { Limits = new RunLimits { HistoryEvents = 12 } };

        // Act
        var handle = await host.StartAsync(run);
        var result = await handle.GetResultAsync();

        // Assert
        Assert.Equal(11, result.Outputs["n"].GetInt32());
        Assert.Equal(7, result.State.Steps["last"].Outputs["x"].GetInt32());
        Assert.Equal(15, host.Activities.Attempts.Count);
        var first = host.Client.GetWorkflowHandle(handle.Id, handle.ResultRunId);
        Assert.Equal(WorkflowExecutionStatus.ContinuedAsNew, (await first.DescribeAsync()).Status);
        Assert.Equal("test", await (await handle.DescribeAsync()).Memo["pipeline"].ToValueAsync<string>());
    }

    [Fact]
    public async Task Answer_AfterContinuingAsNew_IsStillTaken()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var run = Pipeline(Approval("ok"), Wait("w", "1h"), Job("a"), Job("b", "a"), Job("c", "b")).Run() with
        {
            Limits = new RunLimits { HistoryEvents = 1 },
        };
        var handle = await host.StartAsync(run);
        var current = host.Client.GetWorkflowHandle<PipelineWorkflow, PipelineResult>(handle.Id);
        await Watch.UntilAsync(current, seen => seen.Steps["c"].Status == StepStatus.Succeeded);

        // Act
        await current.ExecuteUpdateAsync(workflow => workflow.AnswerAsync(new StepAnswer { Step = "ok", Kind = AnswerKind.Approve }));
        await current.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => current.GetResultAsync());

        // Assert
        var state = await current.QueryAsync(workflow => workflow.State());
        Assert.Equal((StepStatus.Succeeded, StepStatus.Stopped), (state.Steps["ok"].Status, state.Steps["w"].Status));
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await current.DescribeAsync()).Status);
    }

    [Fact]
    public async Task Run_WideForEach_ItemsAreRunByChildren()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var sweep = ForEach("s", "${{ parameters.items }}", Block(Job("a").Input("n", "${{ item + steps.first.outputs.x }}"))
            .Gives("n", "${{ steps.a.outputs.n }}")).Needs("first");
        var run = Pipeline(Block(Job("first").Input("x", 100), sweep).Gives("n", "${{ steps.s.outputs.n }}"))
            .Run(("items", Enumerable.Range(0, 50).ToArray())) with { Limits = new RunLimits { ChunkItems = 7 } };

        // Act
        var handle = await host.StartAsync(run);
        var result = await handle.GetResultAsync();

        // Assert
        Assert.Equal(Enumerable.Range(100, 50), result.Outputs["n"].EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(50, result.State.Compacted!["Succeeded"]);
        var history = await handle.FetchHistoryAsync();
        var children = history.Events.Where(e => e.EventType == EventType.ChildWorkflowExecutionStarted).ToList();
        Assert.Equal(8, children.Count);
        Assert.Contains($"{handle.Id}/s[0..6]", children.Select(child => child.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.WorkflowId));
    }

    [Fact]
    public async Task Cancel_WhileChildrenRunItems_StopsThemAll()
    {
        // Arrange
        var started = new TaskCompletionSource();
        var activities = new FakeActivities();
        for (var item = 0; item < 6; item++) activities.Endless($"s[{item}].a", started);
        await using var host = await PipelineHost.StartAsync(activities);
        var run = Pipeline(ForEach("s", "${{ [0, 1, 2, 3, 4, 5] }}", Block(Job("a")))).Run() with { Limits = new RunLimits { ChunkItems = 3 } };
        var handle = await host.StartAsync(run);
        await started.Task;

        // Act
        await handle.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        var state = await handle.QueryAsync(workflow => workflow.State());
        Assert.Equal(StepStatus.Stopped, state.Steps["s"].Status);
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
        var child = host.Client.GetWorkflowHandle($"{handle.Id}/s[0..2]");
        Assert.Equal(WorkflowExecutionStatus.Completed, (await child.DescribeAsync()).Status);
    }

    [Fact]
    public async Task Run_ItemFailsInAChild_TheOthersFinishAndTheExecutionFails()
    {
        // Arrange
        var activities = new FakeActivities().Program("s[1].a", _ => throw FakeActivities.Failure("ScriptFailed", "broken"));
        await using var host = await PipelineHost.StartAsync(activities);
        var run = Pipeline(ForEach("s", "${{ [0, 1, 2, 3, 4, 5] }}", Block(Job("a")))).Run() with { Limits = new RunLimits { ChunkItems = 2 } };

        // Act
        var handle = await host.StartAsync(run);
        var end = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        Assert.StartsWith("step 's[1].a' failed: ScriptFailed: broken", end.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_OfTenThousandSteps_FitsIntoOneMessage()
    {
        // Arrange
        var steps = Enumerable.Range(0, 10_000).Select(i => Job($"step-{i}", i < 10 ? [] : [$"step-{i - 10}"])
            .Input("x", $"${{{{ parameters.p + {i} }}}}").Output("o")).ToArray();
        var run = Pipeline(steps).Run(("p", 1));

        // Act
        var packed = JsonSerializer.SerializeToUtf8Bytes(run, PipelineJson.Options);
        var read = JsonSerializer.Deserialize<PipelineRun>(packed, PipelineJson.Options)!;

        // Assert
        Assert.InRange(packed.Length, 1, 1 << 20);
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(run.Definition, PipelineJson.Options).Length > 2 << 20);
        Assert.Equal(
            JsonSerializer.Serialize(run.Definition, PipelineJson.Options), JsonSerializer.Serialize(read.Definition, PipelineJson.Options));
    }
}
