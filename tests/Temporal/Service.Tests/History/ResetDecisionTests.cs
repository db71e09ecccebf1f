using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class ResetDecisionTests
{
    [Fact]
    public void Reset_ToTheFirstTask_FailsItAndAppliesLaterSignalsAgain()
    {
        // Arrange
        var scenario = Signaled();

        // Act
        var outcome = ResetDecision.Reset(
            scenario.State, scenario.Run.Events, scenario.Run.Events.Count, To(4), "run-9", scenario.Run.At);

        // Assert: as recorded on a real server
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted,
                EventType.WorkflowTaskFailed, EventType.WorkflowExecutionSignaled, EventType.WorkflowExecutionSignaled,
                EventType.WorkflowTaskScheduled,
            ],
            outcome.New.Events.Select(next => next.EventType));
        var failed = outcome.New.Events[3].WorkflowTaskFailedEventAttributes;
        Assert.Equal(WorkflowTaskFailedCause.ResetWorkflow, failed.Cause);
        Assert.Equal(("run-0", "run-9"), (failed.BaseRunId, failed.NewRunId));
        Assert.Equal("history-resetter", outcome.Base!.Events[^1].WorkflowExecutionTerminatedEventAttributes.Identity);
        Assert.Equal(1, outcome.New.State.Task!.Attempt);
    }

    [Fact]
    public void Reset_SignalsExcluded_LeavesThemOut()
    {
        // Arrange
        var scenario = Signaled();
        var request = To(4);
        request.ResetReapplyExcludeTypes.Add(ResetReapplyExcludeType.Signal);

        // Act
        var outcome = ResetDecision.Reset(scenario.State, scenario.Run.Events, scenario.Run.Events.Count, request, "run-9", scenario.Run.At);

        // Assert
        Assert.DoesNotContain(outcome.New.Events, next => next.EventType == EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public void Reset_BehindAScheduledActivity_OffersItAgain()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Signal("go");
        scenario.StartTask().Complete();

        // Act
        var outcome = ResetDecision.Reset(
            scenario.State, scenario.Run.Events, scenario.Run.Events.Count, To(scenario.Last.EventId), "run-9", scenario.Run.At);

        // Assert
        Assert.Contains(new Effect.OfferActivityTask("main", id, 1), outcome.New.Effects);
    }

    [Fact]
    public void Reset_CompletedBase_StaysAsItIs()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Finish());

        // Act
        var outcome = ResetDecision.Reset(scenario.State, scenario.Run.Events, scenario.Run.Events.Count, To(4), "run-9", scenario.Run.At);

        // Assert
        Assert.Null(outcome.Base);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(5)] // a timer's Started event ends no workflow task
    public void Reset_ToNoEndOfATask_IsRefused(long eventId)
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Timer("t", 5));

        // Act
        var refusal = Assert.Throws<ServiceException>(() => ResetDecision.Reset(
            scenario.State, scenario.Run.Events, scenario.Run.Events.Count, To(eventId), "run-9", scenario.Run.At));

        // Assert
        Assert.Equal(GrpcStatus.InvalidArgument, refusal.Status);
    }

    private static Scenario Signaled()
    {
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Timer("t", 100));
        scenario.Signal("one");
        scenario.StartTask().Complete();
        scenario.Signal("two");
        return scenario;
    }

    private static ResetWorkflowExecutionRequest To(long eventId) =>
        new() { WorkflowTaskFinishEventId = eventId, Reason = "why", RequestId = "reset-1" };
}
