using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class RecoveryDecisionTests
{
    [Fact]
    public void Recover_ActivityOfADeadProcess_IsOfferedAgainAlsoWhenOneAttemptIsAllowed()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule(activity => activity.RetryPolicy = new RetryPolicy { MaximumAttempts = 1 });
        scenario.Take(id, inProcess: true);

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Contains(new Effect.OfferActivityTask("main", id, 2), OutstandingDecision.Of(recovered.State));
        Assert.NotEmpty(recovered.Facts);
    }

    [Fact]
    public void Recover_ActivityOfAnotherProcess_StaysWithItsWorker()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id, inProcess: false);

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.True(recovered.State.Activities[id].IsStarted);
        Assert.DoesNotContain(OutstandingDecision.Of(recovered.State), effect => effect is Effect.OfferActivityTask);
    }

    [Fact]
    public void Recover_ActivityOfADeadProcessWasAskedToCancel_IsCanceledAndRunsNoMore()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id, inProcess: true);
        scenario.Signal("stop");
        scenario.StartTask().Complete(Commands.CancelActivity(id));

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Equal(
            [EventType.ActivityTaskStarted, EventType.ActivityTaskCanceled, EventType.WorkflowTaskScheduled],
            recovered.Events.Select(next => next.EventType));
        Assert.Empty(recovered.State.Activities);
    }

    [Fact]
    public void Recover_TaskOfADeadProcess_TimesOutAndIsOfferedAgain()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask();

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Equal(EventType.WorkflowTaskTimedOut, recovered.Events.Single().EventType);
        Assert.Contains(OutstandingDecision.Of(recovered.State), effect => effect is Effect.OfferWorkflowTask { Attempt: 2 });
    }

    [Fact]
    public void Recover_SignalWasBuffered_GetsItsPlaceAndAFirstAttempt()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Signal("go");

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Equal(
            [EventType.WorkflowTaskTimedOut, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled],
            recovered.Events.Select(next => next.EventType));
        Assert.Empty(recovered.State.Buffered);
    }

    [Fact]
    public void Recover_SignalBufferedBehindAFailedAttempt_GetsItsPlace()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.CancelTimer("nope"));
        scenario.StartTask().Signal("go");

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Equal(
            [EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled],
            recovered.Events.Select(next => next.EventType));
    }

    [Fact]
    public void Restore_HeartbeatDetails_AreThereForTheNextAttempt()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule(activity => activity.HeartbeatTimeout = Commands.Seconds(5));
        scenario.Take(id, inProcess: true);
        scenario.Do(ActivityHeartbeatDecision.Record(
            scenario.State, new ActivityRef.Token(id, 1), Scenario.Text("half"), scenario.Run.At).Transition);

        // Act
        var recovered = RecoveryDecision.Recover(scenario.Run.Restored(), scenario.Run.At);

        // Assert
        Assert.Equal(Scenario.Text("half"), recovered.State.Activities[id].HeartbeatDetails);
    }

    [Fact]
    public void Restore_FactOfAnotherVersion_NamesBothVersions()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        var unknown = new StoredFact($"a/{id}", Google.Protobuf.ByteString.CopyFrom(9));

        // Act
        var fault = Assert.Throws<InvalidDataException>(
            () => RunRestore.Restore(scenario.Run.Key, scenario.Run.Events, [unknown]));

        // Assert
        Assert.Equal("A fact of a run has version 9; this build reads up to 2.", fault.Message);
    }
}
