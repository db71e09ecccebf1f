using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Core;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Workflows.Recorded;

public class RecordedHistoryTests
{
    public static TheoryData<string> Names => [.. RecordedHistory.Names];

    public static TheoryData<string> NamesWithCommands =>
        [.. RecordedHistory.Names.Where(name => FirstCommand(RecordedHistory.Load(name)) != null)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_RecordedOnARealServer_FindsNothing(string name)
    {
        // Arrange
        var history = RecordedHistory.Load(name);

        // Act
        var result = await RecordedHistory.ReplayerOf(history).ReplayWorkflowAsync(
            history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        Assert.Null(result.ReplayFailure?.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_EveryPrefix_FindsNothing(string name)
    {
        // Arrange
        var history = RecordedHistory.Load(name);
        var replayer = RecordedHistory.ReplayerOf(history);
        // The code of this one fails its task: the start of a task would run it.
        var prefixes = RecordedHistory.Prefixes(history)
            .Where(prefix =>
                name != "workflow-task-failure.0" || prefix.Events.Last().EventType != EventType.WorkflowTaskStarted);

        // Act
        var results = await replayer.ReplayWorkflowsAsync(
            prefixes, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        Assert.All(results, result => Assert.Null(result.ReplayFailure?.ToString()));
    }

    [Theory]
    [MemberData(nameof(NamesWithCommands))]
    public async Task Replay_OneCommandChanged_FailsWithItsEvent(string name)
    {
        // Arrange
        var history = RecordedHistory.Load(name);
        var changed = Change(FirstCommand(history)!);
        var other =
            history with { Events = [.. history.Events.Select(e => e.EventId == changed.EventId ? changed : e)] };

        // Act
        var result = await RecordedHistory.ReplayerOf(history).ReplayWorkflowAsync(
            other, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        var failure = Assert.IsType<WorkflowNondeterminismException>(result.ReplayFailure);
        Assert.Contains("TMPRL1100", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"history event {changed.EventId} is {changed.EventType}", failure.Message, StringComparison.Ordinal);
    }

    private static HistoryEvent? FirstCommand(WorkflowHistory history) => history.Events.FirstOrDefault(e =>
        CommandEventCheck.IsCommandEvent(e.EventType)
        && e.EventType is not (EventType.WorkflowExecutionUpdateAccepted or EventType.MarkerRecorded));

    private static HistoryEvent Change(HistoryEvent e)
    {
        var changed = e.Clone();
        switch (e.EventType)
        {
            case EventType.ActivityTaskScheduled:
                changed.ActivityTaskScheduledEventAttributes.ActivityType.Name += "X";
                break;
            case EventType.StartChildWorkflowExecutionInitiated:
                changed.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name += "X";
                break;
            case EventType.SignalExternalWorkflowExecutionInitiated:
                changed.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName += "X";
                break;
            default:
                changed.EventType = EventType.TimerStarted;
                changed.TimerStartedEventAttributes = new() { TimerId = "not there" };
                break;
        }
        return changed;
    }
}
