using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>What an outside system sees when the same step calls it again.</summary>
public sealed class RepetitionTests
{
    private static readonly HttpCall Request = new("POST", Json("https://example.org/"));

    private static IReadOnlyList<string?> Repetitions(Execution execution) =>
        [.. execution.Commands.OfType<FlowCommand.CallHttp>().Select(call => call.Request.Repetition)];

    [Fact]
    public void On_BlockTriedAgain_TellsItsCallsApart()
    {
        // Arrange
        var group = Group("g", Block(Http("call", "https://example.org/"), Job("bad", "call"))).Tries(3);
        var execution = new Execution(Pipeline(Group("around", Block(group))));

        // Act
        execution.Complete("around.g.call").Fails("around.g.bad").Fire("around.g");
        execution.Complete("around.g.call").Fails("around.g.bad").Fire("around.g");

        // Assert
        Assert.Equal([null, "#1.2.1", "#1.3.1"], Repetitions(execution));
    }

    [Fact]
    public void On_SomebodyHasItRunAgain_IsAnotherCall()
    {
        // Arrange
        var execution = new Execution(Pipeline(Http("call", "https://example.org/").Asks()));

        // Act
        execution.Fails("call").Answer("call", AnswerKind.Retry);

        // Assert
        Assert.Equal([null, "#2"], Repetitions(execution));
    }

    [Fact]
    public void On_WorkerLost_IsTheSameCall()
    {
        // Arrange
        var execution = new Execution(Pipeline(Http("call", "https://example.org/")));

        // Act
        var lost = new FlowEvent.StepFailed("call", new StepError("WorkerLost", "gone"), 1, WorkerLost: true);
        execution.Happens(lost);

        // Assert
        Assert.Equal([null, null], Repetitions(execution));
    }

    [Fact]
    public void On_CallbackAsksAgain_IsAnotherCall()
    {
        // Arrange
        var callback = Callback("ask", Request).Within(TimeSpan.FromHours(1)).Tries(2);
        var execution = new Execution(Pipeline(callback));

        // Act
        execution.Complete("ask").Fire("ask").Fire("ask");

        // Assert
        Assert.Equal([null, "#2"], Repetitions(execution));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_BlockTriedAgain_HandsOutAnotherToken(bool isPatched)
    {
        // Arrange
        var run = Pipeline(Group("g", Block(Callback("ask"), Job("bad"))).Tries(2)).Run();
        var execution = new Execution(run, patches: isPatched ? null : []);
        var first = execution.View.Steps["g.ask"].Wait!.Token;

        // Act
        execution.Fails("g.bad").Answer("g.ask", AnswerKind.Complete, token: first).Fire("g");
        var second = execution.View.Steps["g.ask"].Wait!.Token;

        // Assert: runs of before have given their tokens away already.
        Assert.Equal(isPatched, first != second);
    }
}
