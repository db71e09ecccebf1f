using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class WorkflowTaskDecisionTests
{
    [Fact]
    public void Complete_BadCommand_FailsTheTaskAndRefuses()
    {
        // Arrange
        var scenario = new Scenario();

        // Act
        var transition = scenario.StartTask().Complete(Commands.Timer("t", 5), Commands.CancelTimer("nope"));

        // Assert: nothing of the good command is left
        Assert.Equal(
            "BadCancelTimerAttributes: invalid history builder state for action: add-timer-canceled-event, TimerID: nope",
            transition.Refusal!.Message);
        Assert.Equal(EventType.WorkflowTaskFailed, scenario.Last.EventType);
        Assert.Equal(
            WorkflowTaskFailedCause.BadCancelTimerAttributes, scenario.Last.WorkflowTaskFailedEventAttributes.Cause);
        Assert.Empty(scenario.State.Timers);
        Assert.Equal(2, scenario.State.Task!.Attempt);
    }

    [Fact]
    public void Complete_BadCommandAgain_LeavesTheTaskToItsTimeout()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.CancelTimer("nope"));
        var eventsBefore = scenario.Run.Events.Count;

        // Act
        var second = scenario.StartTask().Complete(Commands.CancelTimer("nope"));
        scenario.Pass(10).Tick();

        // Assert
        Assert.NotNull(second.Refusal);
        Assert.False(second.Writes);
        Assert.Equal(eventsBefore, scenario.Run.Events.Count);
        Assert.Equal(3, scenario.State.Task!.Attempt);
    }

    [Fact]
    public void Complete_AfterFailedAttempts_WritesTheTaskWithItsAttempt()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.CancelTimer("nope"));
        scenario.StartTask();
        var shown = WorkflowTaskView.Of(scenario.State);

        // Act
        scenario.Complete(Commands.Timer("t", 5));

        // Assert
        Assert.Equal([5L, 6L], shown.EventsBeyondHistory.Select(next => next.EventId));
        Assert.Equal(
            [EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted, EventType.TimerStarted],
            scenario.Types.Skip(4));
        Assert.Equal(2, scenario.Run.Events[4].WorkflowTaskScheduledEventAttributes.Attempt);
    }

    [Fact]
    public void Start_EventCameWhileAFailedTaskWaited_StartsAFirstAttempt()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.CancelTimer("nope"));
        scenario.Run.Commit(SignalDecision.Signal(
            scenario.State,
            new SignalInput(new() { SignalName = "go" }, []),
            scenario.Run.At));

        // Act
        scenario.StartTask();

        // Assert
        Assert.Equal(1, scenario.State.Task!.Attempt);
        Assert.Equal(
            [EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted],
            scenario.Types.Skip(4));
    }

    [Fact]
    public void Complete_CloseWithUnseenSignal_IsUnhandled()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Signal("late");

        // Act
        var transition = scenario.Complete(Commands.Finish());

        // Assert
        Assert.Equal("UnhandledCommand", transition.Refusal!.Message);
        Assert.Equal(
            [EventType.WorkflowTaskFailed, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled],
            scenario.Types.Skip(3));
        Assert.Equal(1, scenario.State.Task!.Attempt);
    }

    [Fact]
    public void Complete_SignalsCameMeanwhile_StandBehindItAndMakeATask()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Signal("one");
        scenario.Signal("two");

        // Act
        scenario.Complete(Commands.Timer("t", 5));

        // Assert
        Assert.Equal(
            [
                EventType.WorkflowTaskCompleted, EventType.TimerStarted, EventType.WorkflowExecutionSignaled,
                EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled,
            ],
            scenario.Types.Skip(3));
        Assert.Equal("one", scenario.Run.Events[5].WorkflowExecutionSignaledEventAttributes.SignalName);
    }

    [Fact]
    public void Complete_CancelsATimerThatFiredMeanwhile_HistoryTellsOfTheCancelOnly()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Timer("t", 5));
        scenario.Signal("go");
        scenario.StartTask();
        scenario.Pass(5).Tick();

        // Act
        scenario.Complete(Commands.CancelTimer("t"));

        // Assert
        Assert.Equal(EventType.TimerCanceled, scenario.Last.EventType);
        Assert.DoesNotContain(EventType.TimerFired, scenario.Types);
        Assert.Null(scenario.State.Task);
    }

    [Fact]
    public void Complete_ActivityEndedMeanwhile_PointsToItsStartedEvent()
    {
        // Arrange
        var scenario = new Scenario();
        var id = scenario.Schedule();
        scenario.Take(id).Signal("go");
        scenario.StartTask();
        scenario.Succeed(id);
        scenario.Signal("behind");

        // Act
        scenario.Complete();

        // Assert: the ending stands behind the signal that came later
        Assert.Equal(
            [EventType.ActivityTaskStarted, EventType.WorkflowExecutionSignaled, EventType.ActivityTaskCompleted, EventType.WorkflowTaskScheduled],
            scenario.Types.TakeLast(4));
        var completed = scenario.Run.Events[^2].ActivityTaskCompletedEventAttributes;
        Assert.Equal(scenario.Run.Events[^4].EventId, completed.StartedEventId);
    }

    [Fact]
    public void Complete_WorkerWantsTheNextTask_GetsItStartedInTheSameStep()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Signal("go");

        // Act
        var transition = scenario.Complete(request => request.ReturnNewWorkflowTask = true);

        // Assert: nobody else is offered the task
        Assert.True(scenario.State.Task!.IsStarted);
        Assert.DoesNotContain(transition.Effects, effect => effect is Effect.OfferWorkflowTask);
    }

    [Fact]
    public void Tick_StickyWorkerIsSilent_FallsBackToTheNormalQueue()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Stick);
        var offered = scenario.Signal("go").Effects.OfType<Effect.OfferWorkflowTask>().Single();

        // Act
        var again = scenario.Pass(5).Tick().Effects.OfType<Effect.OfferWorkflowTask>().Single();

        // Assert
        Assert.Equal(("host-1", true), (offered.Queue, offered.Sticky));
        Assert.Equal(("main", false), (again.Queue, again.Sticky));
        Assert.Equal(
            TimeoutType.ScheduleToStart,
            scenario.Run.Events[^2].WorkflowTaskTimedOutEventAttributes.TimeoutType);
    }

    [Fact]
    public void Start_SecondPollForTheSameOffer_IsStale()
    {
        // Arrange
        var scenario = new Scenario();
        var task = scenario.State.Task!;
        scenario.StartTask();

        // Act
        var second = WorkflowTaskStartDecision.Start(
            scenario.State, task.ScheduledEventId, task.Attempt, new TaskTaker("late", "other"), scenario.Run.At);

        // Assert
        Assert.Null(second);
    }

    [Fact]
    public void Complete_TokenUsedTwice_IsNotFound()
    {
        // Arrange
        var scenario = new Scenario();
        var token = scenario.StartTask().TaskToken;
        scenario.Complete(Commands.Timer("t", 5));

        // Act
        var refusal = Assert.Throws<ServiceException>(() => WorkflowTaskCompletionDecision.Complete(
            scenario.State, token, new RespondWorkflowTaskCompletedRequest(), inProcess: false, scenario.Run.At));

        // Assert
        Assert.Equal((GrpcStatus.NotFound, "Workflow task not found."), (refusal.Status, refusal.Message));
    }

    [Fact]
    public void Complete_EagerActivity_IsHandedOutStarted()
    {
        // Arrange
        var scenario = new Scenario();

        // Act
        var transition = scenario.StartTask().Complete(
            Commands.Activity("a", activity => activity.RequestEagerExecution = true));

        // Assert
        Assert.Contains(transition.Effects, effect => effect is Effect.EagerActivityTask);
        Assert.DoesNotContain(transition.Effects, effect => effect is Effect.OfferActivityTask);
        Assert.True(scenario.State.Activities.Values.Single().IsStarted);
    }

    private static void Stick(RespondWorkflowTaskCompletedRequest request) =>
        request.StickyAttributes = new StickyExecutionAttributes
        {
            WorkerTaskQueue = new TaskQueue { Name = "host-1" },
            ScheduleToStartTimeout = Commands.Seconds(5),
        };
}
