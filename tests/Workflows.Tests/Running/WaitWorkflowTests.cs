using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

public sealed class WaitWorkflowTests
{
    private static readonly RetryDefinition Quickly = new(3, TimeSpan.FromMilliseconds(1), 1, null, []);

    [Fact]
    public async Task Answer_Approval_GoesOnAndRefusesASecondOne()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var handle = await host.StartAsync(Pipeline(Approval("ok"), Job("after", "ok").Input("by", "${{ steps.ok.outputs.by }}")));
        var answer = new StepAnswer { Step = "ok", Kind = AnswerKind.Approve, By = "ada" };

        // Act
        var wrong = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => AnswerAsync(handle, answer with { Step = "other" }));
        var before = await handle.QueryAsync(workflow => workflow.State());
        await AnswerAsync(handle, answer);
        var result = await handle.GetResultAsync();

        // Assert
        var refusal = Assert.IsType<ApplicationFailureException>(wrong.InnerException);
        Assert.Equal(("AnswerRefused", "step 'other' waits for no answer; those that do: 'ok' (approval)"), (refusal.ErrorType, refusal.Message));
        Assert.Equal((StepStatus.Waiting, "approval"), (before.Steps["ok"].Status, before.Steps["ok"].Wait!.For));
        Assert.Equal("ada", result.State.Steps["after"].Outputs["by"].GetString());
    }

    [Fact]
    public async Task Answer_Callback_CompletesTheStepThatHandedOutTheToken()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var call = new HttpCall("POST", Json("https://example.org")) { Body = Json("${{ token }}") };
        var handle = await host.StartAsync(Pipeline(Callback("c", call) with { Outputs = ["n"] }));
        var token = await TokenAsync(handle, "c");

        // Act
        await AnswerAsync(handle, new StepAnswer
        {
            Step = "c",
            Kind = AnswerKind.Complete,
            Token = token,
            Outputs = new Dictionary<string, System.Text.Json.JsonElement> { ["n"] = Json(4) },
        });

        // Assert
        Assert.Equal(4, (await handle.GetResultAsync()).State.Steps["c"].Outputs["n"].GetInt32());
    }

    [Fact]
    public async Task Run_TimersOfSteps_AreNamedByPath()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var pipeline = Pipeline(
            Wait("w", "20ms"), Group("g", Block(Job("a"))).Within(TimeSpan.FromHours(1)).Needs("w"), Job("z", "g"));

        // Act
        var handle = await host.StartAsync(pipeline);
        await handle.GetResultAsync();

        // Assert
        var history = await handle.FetchHistoryAsync();
        var timers = history.Events.Where(e => e.EventType == EventType.TimerStarted).ToList();
        Assert.Equal(["\"w\"", "\"g\""], timers.Select(timer => timer.UserMetadata.Summary.Data.ToStringUtf8()));
        Assert.Single(history.Events, e => e.EventType == EventType.TimerCanceled);
    }

    [Fact]
    public async Task Run_BlockWithTimeoutAndRetry_StopsItsActivitiesAndFails()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync(new FakeActivities().Endless("g.a", new TaskCompletionSource()));
        var group = Group("g", Block(Job("a")), null, Block(Job("clean"))).Within(TimeSpan.FromMilliseconds(200));

        // Act
        var handle = await host.StartAsync(Pipeline(group with { Retry = Quickly with { Attempts = 2 } }));
        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        var state = await handle.QueryAsync(workflow => workflow.State());
        Assert.Equal(("Timeout", 2), (state.Steps["g"].Error!.Type, state.Steps["g"].Attempts));
        Assert.Equal(2, host.Activities.Attempts.Count(attempt => attempt.Step == "g.finally.clean"));
    }

    [Fact]
    public async Task Cancel_WhileAGroupRuns_RunsItsFinally()
    {
        // Arrange
        var started = new TaskCompletionSource();
        await using var host = await PipelineHost.StartAsync(new FakeActivities().Endless("g.a", started));
        var handle = await host.StartAsync(Pipeline(Group("g", Block(Job("a")), null, Block(Job("clean"))), Approval("ok")));
        await started.Task;

        // Act
        await handle.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        // Assert
        var state = await handle.QueryAsync(workflow => workflow.State());
        Assert.Equal(StepStatus.Succeeded, state.Steps["g.finally.clean"].Status);
        Assert.Equal((StepStatus.Stopped, StepStatus.Stopped), (state.Steps["g"].Status, state.Steps["ok"].Status));
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task Run_FailureThatWaits_IsTriedAgainWithOtherParameters()
    {
        // Arrange
        var failed = new TaskCompletionSource();
        var activities = new FakeActivities().Program("a", (request, _) =>
        {
            if (request.Inputs["p"].GetInt32() == 2) return Task.FromResult(new JobResult { Outputs = request.Inputs });
            failed.TrySetResult();
            throw FakeActivities.Failure("ScriptFailed", "p is too small");
        });
        await using var host = await PipelineHost.StartAsync(activities);
        var handle = await host.StartAsync(Pipeline(Job("a").Input("p", "${{ parameters.p }}").Asks()), ("p", 1));
        await failed.Task;
        await WaitingAsync(handle, "a");

        // Act
        await AnswerAsync(handle, new StepAnswer
        {
            Step = "a",
            Kind = AnswerKind.Retry,
            Parameters = new Dictionary<string, System.Text.Json.JsonElement> { ["p"] = Json(2) },
        });
        var result = await handle.GetResultAsync();

        // Assert
        Assert.Equal((2, 2), (result.State.Steps["a"].Outputs["p"].GetInt32(), result.State.Steps["a"].Attempts));
    }

    [Fact]
    public async Task Run_HttpStep_HandsOutWhatItReadsInTheAnswer()
    {
        // Arrange
        await using var host = await PipelineHost.StartAsync();
        var call = Http("h", "https://example.org", ("n", "response.body.n + 1")) with
        {
            Call = new HttpCall("POST", Json("https://example.org")) { Body = Json(new { n = 4 }) },
        };

        // Act
        var result = await (await host.StartAsync(Pipeline(call, Http("bad", "https://fail.example.org").Continues()))).GetResultAsync();

        // Assert
        Assert.Equal(5, result.State.Steps["h"].Outputs["n"].GetInt32());
        Assert.Equal("HttpFailed", result.State.Steps["bad"].Error!.Type);
    }

    private static Task AnswerAsync(WorkflowHandle<PipelineWorkflow, PipelineResult> handle, StepAnswer answer) =>
        handle.ExecuteUpdateAsync(workflow => workflow.AnswerAsync(answer));

    private static async Task<string> TokenAsync(WorkflowHandle<PipelineWorkflow, PipelineResult> handle, string step) =>
        (await WaitingAsync(handle, step)).Token!;

    private static async Task<StepWait> WaitingAsync(WorkflowHandle<PipelineWorkflow, PipelineResult> handle, string step)
    {
        var state = await Watch.UntilAsync(handle, seen => seen.Steps.TryGetValue(step, out var found) && found.Wait is not null);
        return state.Steps[step].Wait!;
    }
}
