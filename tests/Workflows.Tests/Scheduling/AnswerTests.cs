using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class AnswerTests
{
    private static readonly HttpCall Request = new("POST", Json("https://example.org/start")) { Body = Json("${{ token }}") };

    [Fact]
    public void Answer_Approve_GoesOnWithWhoAndWhy()
    {
        // Arrange
        var step = Approval("ok") with { Message = "Deploy ${{ parameters.v }}?" };
        var execution = new Execution(Pipeline(step, Job("after", "ok").Input("by", "${{ steps.ok.outputs.by }}")), ("v", 3));

        // Act
        var wait = execution.View.Steps["ok"].Wait!;
        execution.Answer("ok", AnswerKind.Approve, by: "ada", comment: "fine").Drain();

        // Assert
        Assert.Equal(("approval", "Deploy 3?"), (wait.For, wait.Message));
        Assert.Equal("ada", execution.RequestOf("after").Inputs["by"].GetString());
        Assert.True(execution.View.Steps["ok"].Outputs["approved"].GetBoolean());
    }

    [Theory]
    [InlineData(OnReject.Fail, StepStatus.Failed)]
    [InlineData(OnReject.Continue, StepStatus.Succeeded)]
    public void Answer_Reject_MeansWhatTheStepSays(OnReject onReject, StepStatus status)
    {
        // Arrange
        var execution = new Execution(Pipeline(Approval("ok") with { OnReject = onReject }));

        // Act
        execution.Answer("ok", AnswerKind.Reject, by: "ada", comment: "too poor");

        // Assert
        Assert.Equal(status, execution["ok"]);
        if (status == StepStatus.Failed)
        {
            Assert.Equal(("Rejected", "rejected by ada: too poor"), (execution.View.Steps["ok"].Error!.Type, execution.View.Steps["ok"].Error!.Message));
        }
        else
        {
            Assert.False(execution.View.Steps["ok"].Outputs["approved"].GetBoolean());
        }
    }

    [Theory]
    [InlineData(null, StepStatus.Failed, "Timeout")]
    [InlineData(true, StepStatus.Succeeded, null)]
    [InlineData(false, StepStatus.Failed, "Rejected")]
    public void On_NobodyAnswersInTime_TheDefaultDecides(bool? byDefault, StepStatus status, string? type)
    {
        // Arrange
        var execution = new Execution(Pipeline(Approval("ok").Within(TimeSpan.FromDays(7)) with { Default = byDefault }));

        // Act
        execution.Fire("ok");

        // Assert
        Assert.Equal((status, type), (execution["ok"], execution.View.Steps["ok"].Error?.Type));
    }

    [Fact]
    public void Answer_CallbackWithItsToken_CompletesWithOutputs()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c") with { Outputs = ["n"] }));
        var token = execution.View.Steps["c"].Wait!.Token!;

        // Act
        execution.Answer("c", AnswerKind.Complete, token: token, outputs: [("n", 5), ("more", 1)]);

        // Assert
        Assert.Equal(32, token.Length);
        Assert.Equal(5, execution.View.Steps["c"].Outputs["n"].GetInt32());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void Start_Callback_TokensDifferByDrawAndStep()
    {
        // Arrange
        var run = Pipeline(Callback("c"), Callback("d")).Run();

        // Act
        string TokenOf(Guid draw, string step) =>
            StateView.Of(Flow.Start(run, DateTimeOffset.UnixEpoch, draw).State).Steps[step].Wait!.Token!;
        var (first, second) = (new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), new Guid(2, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]));

        // Assert
        Assert.Equal(4, new HashSet<string> { TokenOf(first, "c"), TokenOf(first, "d"), TokenOf(second, "c"), TokenOf(second, "d") }.Count);
        Assert.Equal(TokenOf(first, "c"), TokenOf(first, "c"));
    }

    [Fact]
    public void Answer_CallbackFails_FailsTheStep()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c")));

        // Act
        execution.Answer("c", AnswerKind.Fail, token: execution.View.Steps["c"].Wait!.Token, comment: "disk full");

        // Assert
        Assert.Equal(("CallbackFailed", "disk full"), (execution.View.Steps["c"].Error!.Type, execution.View.Steps["c"].Error!.Message));
    }

    [Fact]
    public void On_CallbackWithRequest_HandsOutTheTokenAndWaits()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c", Request)));

        // Act
        var call = execution.Commands.OfType<FlowCommand.CallHttp>().Single().Request;
        var token = execution.View.Steps["c"].Wait!.Token;
        execution.Complete("c");
        var waiting = execution["c"];
        execution.Answer("c", AnswerKind.Complete, token: token);

        // Assert
        Assert.Equal(("POST", token), (call.Method, call.Body?.GetString()));
        Assert.Equal(StepStatus.Waiting, waiting);
        Assert.Equal(StepStatus.Succeeded, execution["c"]);
    }

    [Fact]
    public void Answer_QuickerThanTheRequest_IsKeptUntilItHasEnded()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c", Request)));

        // Act
        execution.Answer("c", AnswerKind.Complete, token: execution.View.Steps["c"].Wait!.Token, outputs: [("n", 1)]);
        var open = execution.Outcome;
        execution.Fails("c", "HttpFailed");

        // Assert
        Assert.Null(open);
        Assert.Equal((StepStatus.Succeeded, 1), (execution["c"], execution.View.Steps["c"].Outputs["n"].GetInt32()));
    }

    [Fact]
    public void On_RequestFails_FailsTheStepOrTriesAgainWithAnotherToken()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c", Request).Tries(2)));
        var first = execution.View.Steps["c"].Wait!.Token;

        // Act
        execution.Fails("c", "HttpFailed").Fire("c");
        var second = execution.View.Steps["c"].Wait!.Token;
        execution.Fails("c", "HttpFailed");

        // Assert
        Assert.NotEqual(first, second);
        Assert.Equal(("HttpFailed", 2), (execution.View.Steps["c"].Error!.Type, execution.View.Steps["c"].Attempts));
        Assert.IsType<FlowOutcome.Failed>(execution.Outcome);
    }

    [Fact]
    public void On_CallbackNotAnsweredInTime_CancelsItsRequestAndFails()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c", Request).Within(TimeSpan.FromMinutes(1))));

        // Act
        execution.Fire("c").Happens(new FlowEvent.StepCancelled("c"));

        // Assert
        Assert.Equal(["c"], execution.Cancelling);
        Assert.Equal("Timeout", execution.View.Steps["c"].Error?.Type);
    }

    [Fact]
    public void Cancel_WhileACallbackWaits_StopsIt()
    {
        // Arrange
        var execution = new Execution(Pipeline(Callback("c"), Callback("d", Request)));

        // Act
        execution.Cancel().Happens(new FlowEvent.StepCancelled("d"));

        // Assert
        Assert.Equal((StepStatus.Stopped, StepStatus.Stopped), (execution["c"], execution["d"]));
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void Refusal_AnswerThatDoesNotFit_SaysWhy()
    {
        // Arrange
        var execution = new Execution(Pipeline(
            Approval("ok"), Callback("c") with { Outputs = ["n"] }, Job("a").Asks(), Wait("w", "1h")), ("p", 1));
        execution.Fails("a");
        var token = execution.View.Steps["c"].Wait!.Token;

        // Act
        string? Refusal(string step, AnswerKind kind, string? with = null, string parameter = "p", object? value = null) => Flow.Refusal(
            execution.State,
            new StepAnswer
            {
                Step = step,
                Kind = kind,
                Token = with,
                Parameters = new Dictionary<string, System.Text.Json.JsonElement> { [parameter] = Json(value ?? 2) },
            });

        // Assert
        Assert.Equal("step 'x' waits for no answer; those that do: 'a' (decision), 'c' (callback), 'ok' (approval)", Refusal("x", AnswerKind.Approve));
        Assert.Equal("step 'ok' takes 'approve', 'reject', not 'skip'", Refusal("ok", AnswerKind.Skip));
        Assert.Equal("the token is not the one of step 'c' and its present attempt", Refusal("c", AnswerKind.Complete, "guess"));
        Assert.Equal("step 'c' has to have the outputs n; missing: n", Refusal("c", AnswerKind.Complete, token));
        Assert.Equal("step 'w' waits for a time, not for an answer", Refusal("w", AnswerKind.Approve));
        Assert.Equal("the pipeline has no parameter 'q'", Refusal("a", AnswerKind.Retry, parameter: "q"));
        Assert.Equal("parameter 'p': \"x\" was given, but parameter 'p' is of type Int", Refusal("a", AnswerKind.Retry, value: "x"));
        Assert.Null(Refusal("a", AnswerKind.Retry));
    }

    [Fact]
    public void Answer_RetryWithChangedParameters_RunsItAgainWithThem()
    {
        // Arrange
        var execution = new Execution(
            Pipeline(Job("a").Input("p", "${{ parameters.p }}").Asks(), Job("beside"), Job("after", "a")), ("p", 1));

        // Act
        execution.Fails("a", "ScriptFailed", "bad p");
        var (status, wait, error) = (execution["a"], execution.View.Steps["a"].Wait!, execution.View.Steps["a"].Error);
        execution.Complete("beside").Answer("a", AnswerKind.Retry, parameters: [("p", 2)]).Complete("a").Drain();

        // Assert
        Assert.Equal((StepStatus.Waiting, "decision", "ScriptFailed"), (status, wait.For, error?.Type));
        Assert.Equal(2, execution.RequestOf("a").Inputs["p"].GetInt32());
        Assert.Equal(2, execution.View.Steps["a"].Attempts);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void Answer_Skip_CountsAsDoneWithTheOutputsGiven()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a").Output("n").Asks(), Job("b", "a").Input("n", "${{ steps.a.outputs.n }}")));

        // Act
        execution.Fails("a").Answer("a", AnswerKind.Skip, outputs: [("n", 9)]).Drain();

        // Assert
        Assert.Equal(9, execution.RequestOf("b").Inputs["n"].GetInt32());
        Assert.Equal(StepStatus.Succeeded, execution["a"]);
    }

    [Fact]
    public void Answer_Fail_LetsTheFailureTakeItsCourse()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a").Asks()));

        // Act
        execution.Fails("a", "ScriptFailed").Answer("a", AnswerKind.Fail, comment: "not worth it");

        // Assert
        var failure = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure;
        Assert.Equal("step 'a' failed: ScriptFailed: not worth it", failure.Describe());
    }

    [Fact]
    public void Answer_RetryOfABlock_GivesItAFreshSetOfAttempts()
    {
        // Arrange
        var execution = new Execution(Pipeline(Group("g", Block(Job("a"))).Tries(2).Asks(), Job("beside")));

        // Act
        execution.Fails("g.a").Fire("g").Fails("g.a");
        var status = execution["g"];
        execution.Answer("g", AnswerKind.Retry).Fails("g.a").Fire("g").Complete("g.a").Complete("beside");

        // Assert
        Assert.Equal(StepStatus.Waiting, status);
        Assert.Equal((StepStatus.Succeeded, 4), (execution["g"], execution.View.Steps["g"].Attempts));
    }

    [Fact]
    public void On_ExpressionFails_MayBeTriedAgainWithOtherParameters()
    {
        // Arrange
        var execution = new Execution(
            Pipeline(Job("a").Input("n", "${{ 10 / parameters.p }}").Asks(), Job("after", "a")), ("p", 0));

        // Act
        var status = execution["a"];
        execution.Answer("a", AnswerKind.Retry, parameters: [("p", 5)]).Drain();

        // Assert
        Assert.Equal(StepStatus.Waiting, status);
        Assert.Equal(2, execution.RequestOf("a").Inputs["n"].GetInt32());
    }

    [Fact]
    public void Cancel_WhileItWaitsForADecision_LeavesItFailed()
    {
        // Arrange
        var execution = new Execution(Pipeline(Job("a").Asks()));

        // Act
        execution.Fails("a").Cancel();

        // Assert
        Assert.Equal(StepStatus.Failed, execution["a"]);
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
    }

    [Fact]
    public void On_HttpAnswer_DeclaredOutputsAreEvaluated()
    {
        // Arrange
        var execution = new Execution(Pipeline(Http("h", "https://example.org/${{ parameters.p }}", ("name", "response.body.name"))), ("p", 7));

        // Act
        execution.Complete("h", ("status", 200), ("body", new { name = "x" }), ("headers", new { etag = "1" }));

        // Assert
        Assert.Equal("https://example.org/7", execution.Commands.OfType<FlowCommand.CallHttp>().Single().Request.Url);
        Assert.Equal(("x", 200), (execution.View.Steps["h"].Outputs["name"].GetString(), execution.View.Steps["h"].Outputs["status"].GetInt32()));
    }

    [Fact]
    public void On_HttpAnswerWithoutWhatIsRead_FailsTheStep()
    {
        // Arrange
        var execution = new Execution(Pipeline(Http("h", "https://example.org", ("name", "response.body.name"))));

        // Act
        execution.Complete("h", ("status", 200), ("body", new { other = 1 }), ("headers", new { }));

        // Assert
        Assert.Equal("ExpressionFailed", execution.View.Steps["h"].Error?.Type);
    }
}
