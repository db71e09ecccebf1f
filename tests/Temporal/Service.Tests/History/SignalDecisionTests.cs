using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class SignalDecisionTests
{
    [Fact]
    public void Signal_RequestIdKnown_ChangesNothing()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.Signal("go", requestId: "r1");

        // Act
        var second = scenario.Signal("go", requestId: "r1");

        // Assert
        Assert.False(second.Writes);
        Assert.Single(scenario.Types, EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public void Signal_RequestIdKnownWhileBuffered_ChangesNothing()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Signal("go", requestId: "r1");

        // Act
        scenario.Signal("go", requestId: "r1");
        scenario.Complete();

        // Assert
        Assert.Single(scenario.Types, EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public void Signal_ClosedRun_IsNotFound()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Finish());

        // Act
        var refusal = Assert.Throws<ServiceException>(() => scenario.Signal("late"));

        // Assert
        Assert.Equal(
            (GrpcStatus.NotFound, "workflow execution already completed"), (refusal.Status, refusal.Message));
        Assert.Equal("type.googleapis.com/temporal.api.errordetails.v1.NotFoundFailure", refusal.Details.Single().TypeUrl);
    }

    [Fact]
    public void Signal_DuringStartDelay_DoesNotShortenIt()
    {
        // Arrange
        var scenario = new Scenario(start => start.WorkflowStartDelay = Commands.Seconds(10));

        // Act
        scenario.Signal("early");
        scenario.Pass(9.999).Tick();
        var before = scenario.State.Task;
        scenario.Pass(0.001).Tick();

        // Assert
        Assert.Null(before);
        Assert.Equal(EventType.WorkflowTaskScheduled, scenario.Last.EventType);
    }

    [Fact]
    public void Signal_TenThousandBefore_IsRefused()
    {
        // Arrange: one signal waits for the running task, so the buffer counts too
        var scenario = new Scenario();
        scenario.StartTask();
        var full = scenario.State with { SignalCount = 9_999 };
        var signal = new SignalInput(new WorkflowExecutionSignaledEventAttributes { SignalName = "s" }, []);
        full = SignalDecision.Signal(full, signal, scenario.Run.At).State;

        // Act
        var refusal = Assert.Throws<ServiceException>(() => SignalDecision.Signal(full, signal, scenario.Run.At));

        // Assert
        Assert.Equal(GrpcStatus.InvalidArgument, refusal.Status);
    }

    [Fact]
    public void Request_CancelTwice_IsRecordedOnce()
    {
        // Arrange
        var scenario = new Scenario();
        var cancel = new CancelInput(new WorkflowExecutionCancelRequestedEventAttributes { Identity = "client" });
        scenario.Do(CancelDecision.Request(scenario.State, cancel, scenario.Run.At));

        // Act
        var second = scenario.Do(CancelDecision.Request(scenario.State, cancel, scenario.Run.At));

        // Assert
        Assert.False(second.Writes);
    }

    [Fact]
    public void Request_CancelOfAClosedRun_IsFineAndLeavesNoEvent()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Finish());

        // Act
        var transition = CancelDecision.Request(
            scenario.State, new CancelInput(new WorkflowExecutionCancelRequestedEventAttributes()), scenario.Run.At);

        // Assert
        Assert.False(transition.Writes);
    }
}
