using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

public sealed class PipelineWorkflowTests
{
    private static readonly RetryDefinition Quickly = new(3, TimeSpan.FromMilliseconds(1), 1, null, []);

    [Fact]
    public async Task Run_BranchAndRegister_ReturnsOutputsAndState()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();

        // Act
        var handle = await host.StartAsync(Sample.Pipeline, ("auc", 0.97));
        var result = await handle.GetResultAsync();

        // Assert
        Assert.Equal(1, result.Outputs["version"].GetInt32());
        Assert.Equal(StepStatus.Succeeded, result.State.Status);
        Assert.Equal(handle.Id, result.State.Id);
        Assert.Equal(
            ["train", "good-enough", "good-enough.then.register", "good-enough.else.give-up", "finally.notify"],
            result.State.Steps.Keys);
        Assert.Equal(StepStatus.Skipped, result.State.Steps["good-enough.else.give-up"].Status);
        Assert.Equal([("train", 1), ("good-enough.then.register", 1), ("finally.notify", 1)], host.Activities.Attempts);
    }

    [Fact]
    public async Task Run_Steps_AreActivitiesNamedByPath()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var step = Job("a") with { Timeout = TimeSpan.FromMinutes(5), Retry = Quickly with { NotOn = ["Timeout", "BadInput"] } };

        // Act
        var handle = await host.StartAsync(Pipeline(step, Job("b", "a")));
        await handle.GetResultAsync();

        // Assert
        var history = await handle.FetchHistoryAsync();
        var scheduled = history.Events.Where(e => e.EventType == EventType.ActivityTaskScheduled).ToList();
        Assert.Equal(["a", "b"], scheduled.Select(e => e.ActivityTaskScheduledEventAttributes.ActivityId));
        Assert.Equal("\"a\"", scheduled[0].UserMetadata.Summary.Data.ToStringUtf8());
        var (first, second) = (scheduled[0].ActivityTaskScheduledEventAttributes, scheduled[1].ActivityTaskScheduledEventAttributes);
        Assert.Equal("RunJob", first.ActivityType.Name);
        Assert.Equal(TimeSpan.FromMinutes(5), first.StartToCloseTimeout.ToTimeSpan());
        Assert.Equal(TimeSpan.FromSeconds(30), first.HeartbeatTimeout.ToTimeSpan());
        Assert.Equal(3, first.RetryPolicy.MaximumAttempts);
        Assert.Equal(["Timeout", "BadInput", "TemporalTimeout:StartToClose"], first.RetryPolicy.NonRetryableErrorTypes);
        Assert.Equal(1, second.RetryPolicy.MaximumAttempts);
        var description = await handle.DescribeAsync();
        Assert.Equal("test", await description.Memo["pipeline"].ToValueAsync<string>());
        Assert.Equal("sha256:0", await description.Memo["version"].ToValueAsync<string>());
    }

    [Fact]
    public async Task Query_WhileAStepRuns_TellsWhereItStands()
    {
        // Arrange
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var activities = new FakeActivities().Program("b", async (_, _) =>
        {
            started.SetResult();
            await release.Task;
            return new JobResult();
        });
        await using var host = await PipelineHost.StartAsync(activities);
        var handle = await host.StartAsync(Pipeline(Job("a").Input("n", 5), Job("b", "a"), Job("c", "b")));
        await started.Task;

        // Act
        var state = await handle.QueryAsync(workflow => workflow.State());
        var metadata = await handle.QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
        release.SetResult();
        await handle.GetResultAsync();
        var after = await handle.QueryAsync<ExecutionState>(ActivityNames.StateQuery, []);

        // Assert
        Assert.Equal(StepStatus.Running, state.Status);
        Assert.Equal(
            [StepStatus.Succeeded, StepStatus.Running, StepStatus.Pending], state.Steps.Values.Select(step => step.Status));
        Assert.Equal(5, state.Steps["a"].Outputs["n"].GetInt32());
        Assert.Contains("1 of 3 steps have ended · 1 Succeeded", metadata.CurrentDetails, StringComparison.Ordinal);
        Assert.Contains("| `b` |", metadata.CurrentDetails, StringComparison.Ordinal);
        Assert.Equal(StepStatus.Succeeded, after.Steps["c"].Status);
    }

    [Fact]
    public async Task Cancel_WhileAStepRuns_StopsItRunsFinallyAndEndsAsCancelled()
    {
        // Arrange
        var started = new TaskCompletionSource();
        await using var host = await PipelineHost.StartAsync(new FakeActivities().Endless("a", started));
        var handle = await host.StartAsync(
            Pipeline(Job("a"), Job("b", "a")).Finally(Job("tell").Input("status", "${{ execution.status }}")));
        await started.Task;

        // Act
        await handle.CancelAsync();
        var end = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        Assert.IsType<CanceledFailureException>(end.InnerException);
        var state = await handle.QueryAsync(workflow => workflow.State());
        Assert.Equal(StepStatus.Stopped, state.Status);
        Assert.Equal(
            [StepStatus.Stopped, StepStatus.Skipped, StepStatus.Succeeded], state.Steps.Values.Select(step => step.Status));
        Assert.Equal("Stopped", state.Steps["finally.tell"].Outputs["status"].GetString());
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task Run_StepFails_FailsWithStepReasonAndState()
    {
        // Arrange
        var activities = new FakeActivities().Program(
            "a", _ => throw FakeActivities.Failure("ScriptFailed", "the program failed", "loading", "no such file"));
        await using var host = await PipelineHost.StartAsync(activities);

        // Act
        var handle = await host.StartAsync(Pipeline(Job("a"), Job("b", "a")));
        var end = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        var failure = Assert.IsType<ApplicationFailureException>(end.InnerException);
        Assert.Equal("PipelineFailed", failure.ErrorType);
        Assert.Equal(
            "step 'a' failed: ScriptFailed: the program failed (exit code 3); last log line: no such file", failure.Message);
        var state = failure.Details.ElementAt<ExecutionState>(0);
        Assert.Equal(StepStatus.Failed, state.Status);
        Assert.Equal((3, 1), (state.Steps["a"].Error!.ExitCode, state.Steps["a"].Attempts));
        Assert.Equal(["loading", "no such file"], state.Steps["a"].Error!.LogTail);
        Assert.Equal(StepStatus.Skipped, state.Steps["b"].Status);
        Assert.Single(host.Activities.Attempts);
    }

    [Fact]
    public async Task Run_StepWithRetry_CountsItsAttempts()
    {
        // Arrange
        var activities = new FakeActivities()
            .Program("a", attempt => attempt < 3
                ? throw FakeActivities.Failure("ScriptFailed", "not yet")
                : new JobResult { Attempt = attempt })
            .Program("b", _ => throw FakeActivities.Failure("ScriptFailed", "never"))
            .Program("c", _ => throw FakeActivities.Failure("BadInput", "never"));
        await using var host = await PipelineHost.StartAsync(activities);
        var pipeline = Pipeline(
            Job("a") with { Retry = Quickly },
            Job("b").Continues() with { Retry = Quickly },
            Job("c").Continues() with { Retry = Quickly with { NotOn = ["BadInput"] } });

        // Act
        var result = await (await host.StartAsync(pipeline)).GetResultAsync();

        // Assert
        Assert.Equal((StepStatus.Succeeded, 3), (result.State.Steps["a"].Status, result.State.Steps["a"].Attempts));
        Assert.Equal((StepStatus.Failed, 3), (result.State.Steps["b"].Status, result.State.Steps["b"].Attempts));
        Assert.Equal((StepStatus.Failed, 1), (result.State.Steps["c"].Status, result.State.Steps["c"].Attempts));
    }

    [Fact]
    public async Task Run_LongerThanItsTimeout_FailsAfterFinally()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync(new FakeActivities().Endless("a", new TaskCompletionSource()));
        var pipeline = Pipeline(Job("a")).Finally(Job("clean")) with { Timeout = TimeSpan.FromMilliseconds(200) };

        // Act
        var handle = await host.StartAsync(pipeline);
        var end = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        Assert.StartsWith("Timeout: the execution took longer", end.InnerException!.Message, StringComparison.Ordinal);
        Assert.Contains(("finally.clean", 1), host.Activities.Attempts);
    }

    [Fact]
    public async Task Run_SecondAttemptLongerThanItsTimeout_TellsBothAttempts()
    {
        // Arrange
        var activities = new FakeActivities().Program("a", async (_, context) =>
        {
            if (context.Info.Attempt == 1) throw FakeActivities.Failure("ScriptFailed", "broken");
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new JobResult();
        });
        await using var host = await PipelineHost.StartAsync(activities);
        var retry = Quickly with { NotOn = ["Timeout"] };
        var step = Job("a") with { Timeout = TimeSpan.FromMilliseconds(200), Retry = retry, OnFailure = OnFailure.Continue };

        // Act
        var handle = await host.StartAsync(Pipeline(step));
        var result = await handle.GetResultAsync();

        // Assert
        var state = result.State.Steps["a"];
        Assert.Equal((StepStatus.Failed, "Timeout", 2), (state.Status, state.Error?.Type, state.Attempts));
    }

    [Fact]
    public async Task Run_StepLongerThanItsTimeout_FailsWithTheTimeout()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync(new FakeActivities().Endless("a", new TaskCompletionSource()));
        var step = Job("a") with { Timeout = TimeSpan.FromMilliseconds(200), Retry = Quickly with { NotOn = ["Timeout"] } };

        // Act
        var handle = await host.StartAsync(Pipeline(step));
        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        var error = (await handle.QueryAsync(workflow => workflow.State())).Steps["a"].Error!;
        Assert.Equal(("Timeout", "an attempt took longer than its timeout of 200ms"), (error.Type, error.Message));
        Assert.Single(host.Activities.Attempts);
    }

    [Fact]
    public async Task Run_WorkerGivesAStepBack_RunsItAgain()
    {
        // Arrange
        var calls = 0;
        var activities = new FakeActivities().Program("a", attempt => Interlocked.Increment(ref calls) == 1
            ? throw FakeActivities.Failure("WorkerStopped", "the worker is shut down")
            : new JobResult { Attempt = attempt });
        await using var host = await PipelineHost.StartAsync(activities);

        // Act
        var result = await (await host.StartAsync(Pipeline(Job("a")))).GetResultAsync();

        // Assert
        Assert.Equal((StepStatus.Succeeded, 2), (result.State.Steps["a"].Status, result.State.Steps["a"].Attempts));
    }

    [Fact]
    public async Task Run_LaterSchema_Fails()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();

        // Act
        var handle = await host.StartAsync(Pipeline(Job("a")) with { Schema = 2 });
        var end = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        Assert.StartsWith("UnsupportedDefinition: ", end.InnerException!.Message, StringComparison.Ordinal);
        Assert.Empty(host.Activities.Attempts);
    }

    [Fact]
    public async Task Run_ManySteps_KeepsWithinItsParallelism()
    {
        // Arrange
        var (now, most) = (0, 0);
        var activities = new FakeActivities();
        var steps = Enumerable.Range(0, 40).Select(i => Job($"s{i}", i < 8 ? [] : [$"s{i - 8}"])).ToArray();
        foreach (var step in steps)
        {
            activities.Program(step.Name, async (_, _) =>
            {
                var running = Interlocked.Increment(ref now);
                InterlockedMax(ref most, running);
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return new JobResult { Outputs = new Dictionary<string, JsonElement> { ["n"] = Json(1) } };
            });
        }

        await using var host = await PipelineHost.StartAsync(activities);

        // Act
        var result = await (await host.StartAsync(Pipeline(steps) with { Parallelism = 3 })).GetResultAsync();

        // Assert
        Assert.All(result.State.Steps.Values, step => Assert.Equal(StepStatus.Succeeded, step.Status));
        Assert.Equal(40, activities.Attempts.Count);
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int most, int seen)
    {
        for (var before = most; seen > before; before = most)
        {
            if (Interlocked.CompareExchange(ref most, seen, before) == before) return;
        }
    }
}
