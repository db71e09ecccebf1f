using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class ActivityDecisionTests
{
    [Fact]
    public void Schedule_OnlyScheduleToClose_FillsTheOtherTimeouts()
    {
        // Arrange
        var scenario = new Scenario(start => start.WorkflowRunTimeout = Commands.Seconds(60));

        // Act
        var id = scenario.Schedule(activity =>
        {
            activity.StartToCloseTimeout = null;
            activity.ScheduleToCloseTimeout = Commands.Seconds(30);
            activity.HeartbeatTimeout = Commands.Seconds(50);
        });

        // Assert
        var scheduled = scenario.State.Activities[id].Attributes;
        Assert.Equal(Commands.Seconds(30), scheduled.ScheduleToStartTimeout);
        Assert.Equal(Commands.Seconds(30), scheduled.StartToCloseTimeout);
        Assert.Equal(Commands.Seconds(30), scheduled.HeartbeatTimeout);
    }

    [Fact]
    public void Schedule_RunTimeout_BoundsTheActivity()
    {
        // Arrange
        var scenario = new Scenario(start => start.WorkflowRunTimeout = Commands.Seconds(60));

        // Act
        var id = scenario.Schedule();

        // Assert
        var scheduled = scenario.State.Activities[id].Attributes;
        Assert.Equal(Commands.Seconds(60), scheduled.ScheduleToCloseTimeout);
        Assert.Equal(Commands.Seconds(60), scheduled.ScheduleToStartTimeout);
        Assert.Equal(Commands.Seconds(20), scheduled.StartToCloseTimeout);
    }

    [Fact]
    public void Fail_RetryableFailure_OffersTheNextAttemptExactlyAfterTheWait()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule(activity => activity.RetryPolicy = new RetryPolicy { InitialInterval = Commands.Seconds(0.05) });
        scenario.Take(id);
        var eventsBefore = scenario.Run.Events.Count;

        // Act
        scenario.Fail(id, Scenario.Failed("first"));
        scenario.Pass(0.0499);
        var early = scenario.Tick();
        scenario.Pass(0.0001);
        var due = scenario.Tick();

        // Assert: never early, and no events until the activity ends
        Assert.Empty(early.Effects);
        Assert.Equal(new Effect.OfferActivityTask("main", id, 2), Assert.Single(due.Effects));
        Assert.Equal(eventsBefore, scenario.Run.Events.Count);
        Assert.Equal("first", scenario.State.Activities[id].LastFailure!.Message);
    }

    [Fact]
    public void Start_OfferOfAnEarlierAttempt_IsStale()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id);
        scenario.Fail(id, Scenario.Failed("first"));
        scenario.Pass(1).Tick();

        // Act
        var stale = ActivityStartDecision.Start(scenario.State, id, 1, new TaskTaker("late", "worker"), scenario.Run.At);

        // Assert
        Assert.Null(stale);
    }

    [Fact]
    public void End_TokenOfAnEarlierAttempt_IsNotFound()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id);
        scenario.Pass(20).Tick();
        scenario.Pass(1).Tick();
        scenario.Take(id);

        // Act
        var refusal = Assert.Throws<ServiceException>(() => ActivityEndDecision.End(
            scenario.State,
            new ActivityRef.Token(id, Attempt: 1),
            new ActivityEndInput.Completed(null) { Identity = "slow worker" },
            scenario.Run.At));

        // Assert
        Assert.Equal(GrpcStatus.NotFound, refusal.Status);
    }

    [Fact]
    public void Tick_LastAttemptTimesOut_TellsTheFailureBeforeIt()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule(activity => activity.RetryPolicy = new RetryPolicy { MaximumAttempts = 2 });
        scenario.Take(id);
        scenario.Fail(id, Scenario.Failed("first"));
        scenario.Pass(1).Tick();
        scenario.Take(id);

        // Act
        scenario.Pass(20).Tick();

        // Assert
        var timedOut = scenario.Run.Events.Single(next => next.EventType == EventType.ActivityTaskTimedOut)
            .ActivityTaskTimedOutEventAttributes;
        Assert.Equal("activity StartToClose timeout", timedOut.Failure.Message);
        Assert.Equal("first", timedOut.Failure.Cause.Message);
        Assert.Equal(RetryState.MaximumAttemptsReached, timedOut.RetryState);
    }

    [Fact]
    public void Record_HeartbeatsInTime_MoveTheTimeoutAndTellOfTheCancelRequest()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule(activity => activity.HeartbeatTimeout = Commands.Seconds(5));
        scenario.Take(id);

        // Act
        scenario.Pass(4);
        var (beat, before) = ActivityHeartbeatDecision.Record(
            scenario.State, new ActivityRef.Token(id, 1), Scenario.Text("half"), scenario.Run.At);
        scenario.Do(beat);
        scenario.Pass(4).Tick();
        scenario.Signal("stop");
        scenario.StartTask().Complete(Commands.CancelActivity(id));
        var (_, after) = ActivityHeartbeatDecision.Record(
            scenario.State, new ActivityRef.Id("a"), Scenario.Text("half"), scenario.Run.At);

        // Assert
        Assert.True(scenario.State.Activities[id].IsStarted);
        Assert.Equal(0, before.CancelRequestedEventId);
        Assert.NotEqual(0, after.CancelRequestedEventId);
    }

    [Fact]
    public void RequestCancel_NoWorkerHasIt_CancelsOnTheSpotAndWakesTheWorkflow()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Signal("stop");

        // Act
        scenario.StartTask().Complete(Commands.CancelActivity(id));

        // Assert
        Assert.Equal(
            [EventType.ActivityTaskCancelRequested, EventType.ActivityTaskCanceled, EventType.WorkflowTaskScheduled],
            scenario.Types.TakeLast(3));
        Assert.Empty(scenario.State.Activities);
    }

    [Fact]
    public void End_CanceledWithoutRequest_IsRefused()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id);

        // Act
        var refusal = Assert.Throws<ServiceException>(
            () => scenario.End(id, new ActivityEndInput.Canceled(null) { Identity = "worker" }));

        // Assert
        Assert.Equal(GrpcStatus.InvalidArgument, refusal.Status);
    }

    [Fact]
    public void End_ByIdBeforeAnyWorkerTookIt_CountsTheCallerAsTheWorker()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.Schedule();

        // Act
        scenario.Do(ActivityEndDecision.End(
            scenario.State,
            new ActivityRef.Id("a"),
            new ActivityEndInput.Completed(null) { Identity = "operator" },
            scenario.Run.At));

        // Assert
        var started = scenario.Run.Events.Single(next => next.EventType == EventType.ActivityTaskStarted);
        Assert.Equal("operator", started.ActivityTaskStartedEventAttributes.Identity);
        Assert.Equal(string.Empty, started.ActivityTaskStartedEventAttributes.RequestId);
    }

    [Fact]
    public void End_ResultAboveTheLimit_FailsTheActivity()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id);

        // Act
        scenario.End(id, new ActivityEndInput.Completed(Scenario.Text(new string('x', 2 * 1024 * 1024))) { Identity = "worker" });

        // Assert
        var failed = scenario.Run.Events.Single(next => next.EventType == EventType.ActivityTaskFailed);
        Assert.Equal(
            "Complete result exceeds size limit.", failed.ActivityTaskFailedEventAttributes.Failure.Message);
    }
}
