using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class LimitTests
{
    [Theory]
    [InlineData(51_200, 0L, "Workflow history count exceeds limit.")]
    [InlineData(0, 50L * 1024 * 1024, "Workflow history size exceeds limit.")]
    public void Finish_HistoryBeyondTheLimit_TerminatesTheRun(long events, long bytes, string reason)
    {
        // Arrange
        var scenario = new Scenario();
        var grown = scenario.State with { NextEventId = scenario.State.NextEventId + events, HistoryBytes = bytes };

        // Act
        var transition = SignalDecision.Signal(
            grown, new SignalInput(new() { SignalName = "one more" }, []), scenario.Run.At);

        // Assert
        Assert.Equal(WorkflowExecutionStatus.Terminated, transition.State.Status);
        Assert.Equal(reason, transition.Events[^1].WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    [Theory]
    [InlineData(4_096, 0L, SuggestContinueAsNewReason.TooManyHistoryEvents)]
    [InlineData(2, 4L * 1024 * 1024, SuggestContinueAsNewReason.HistorySizeTooLarge)]
    public void Start_LongHistory_SuggestsToContinueAsNew(long events, long bytes, SuggestContinueAsNewReason reason)
    {
        // Arrange
        var scenario = new Scenario();
        var grown = scenario.State with { NextEventId = events + 1, HistoryBytes = bytes };

        // Act
        var transition = WorkflowTaskStartDecision.Start(grown, 2, 1, new TaskTaker("p", "w"), scenario.Run.At)!;

        // Assert
        var started = transition.Events.Single().WorkflowTaskStartedEventAttributes;
        Assert.True(started.SuggestContinueAsNew);
        Assert.Equal([reason], started.SuggestContinueAsNewReasons);
    }

    [Fact]
    public void Schedule_TwoThousandPending_FailsTheTask()
    {
        // Arrange
        var scenario = new Scenario();
        var commands = Enumerable.Range(0, 2_001).Select(number => Commands.Activity($"a{number}")).ToArray();

        // Act
        scenario.StartTask();
        var transition = WorkflowTaskCompletionDecision.Complete(
            scenario.State, scenario.TaskToken, new() { Commands = { commands } }, inProcess: true, scenario.Run.At);

        // Assert
        Assert.Equal(
            WorkflowTaskFailedCause.PendingActivitiesLimitExceeded,
            transition.Events[0].WorkflowTaskFailedEventAttributes.Cause);
    }

    [Fact]
    public void Schedule_InputAboveTheLimit_TerminatesTheRun()
    {
        // Arrange
        var scenario = new Scenario();

        // Act: as recorded on a real server
        var transition = scenario.StartTask().Complete(
            Commands.Activity("a", activity => activity.Input = Scenario.Text(new string('x', 2_200_000))));

        // Assert
        const string text = "BadScheduleActivityAttributes: ScheduleActivityTaskCommandAttributes.Input exceeds size limit.";
        Assert.Equal(text, transition.Refusal!.Message);
        Assert.Equal(
            [EventType.WorkflowTaskFailed, EventType.WorkflowExecutionTerminated], scenario.Types.Skip(3));
        Assert.Equal(text, scenario.Last.WorkflowExecutionTerminatedEventAttributes.Reason);
    }
}
