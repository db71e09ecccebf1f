using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class ChildDecisionTests
{
    [Fact]
    public void ForChild_Initiated_PointsToParentAndRoot()
    {
        // Arrange
        var parent = new Scenario();
        var effect = StartChild(parent, ParentClosePolicy.Unspecified);

        // Act
        var child = ChildOf(parent, effect);

        // Assert
        Assert.Equal(("order-7", "run-0"), (child.Start.ParentWorkflowExecution.WorkflowId, child.Start.ParentWorkflowExecution.RunId));
        Assert.Equal("run-0", child.Start.RootWorkflowExecution.RunId);
        Assert.Equal(5, child.Start.ParentInitiatedEventId);
        Assert.Equal("main", child.QueueName);
        Assert.Equal(ParentClosePolicy.Terminate, effect.Attributes.ParentClosePolicy);
    }

    [Fact]
    public void ForChild_AskedAgainAfterACrash_IsTheSameRequest()
    {
        // Arrange
        var parent = new Scenario();
        var effect = StartChild(parent, ParentClosePolicy.Unspecified);

        // Act
        var again = OutstandingDecision.Of(parent.Run.Restored()).OfType<Effect.StartChild>().Single();

        // Assert
        Assert.Equal(
            StartRequests.ForChild(parent.State, effect).RequestId,
            StartRequests.ForChild(parent.State, again).RequestId);
    }

    [Fact]
    public void Closed_BeforeTheWordOfItsStart_TheParentHearsBothInOrder()
    {
        // Arrange
        var parent = new Scenario();
        var child = ChildOf(parent, StartChild(parent, ParentClosePolicy.Unspecified));
        var closed = TerminateDecision.Terminate(child, TerminateInput.ByParent(), parent.Run.At).State;

        // Act
        parent.Do(ChildDecision.Closed(parent.State, closed, parent.Run.At));
        var late = ChildDecision.Started(parent.State, 5, "run-1", parent.Run.At);

        // Assert
        Assert.Equal(
            [EventType.ChildWorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.ChildWorkflowExecutionTerminated],
            parent.Types.Skip(5));
        Assert.Equal(6, parent.Last.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId);
        Assert.False(late.Writes);
    }

    [Fact]
    public void Complete_ChildrenStillRun_PoliciesStayOutstandingUntilApplied()
    {
        // Arrange
        var parent = new Scenario();
        StartChild(parent, ParentClosePolicy.RequestCancel);
        parent.Do(ChildDecision.Started(parent.State, 5, "run-1", parent.Run.At));

        // Act
        var closing = parent.StartTask().Complete(Commands.Finish());
        var outstanding = OutstandingDecision.Of(parent.Run.Restored());
        parent.Do(ParentDecision.PoliciesApplied(parent.State));

        // Assert
        Assert.Contains(closing.Effects, effect => effect is Effect.ApplyParentClosePolicy);
        Assert.IsType<Effect.ApplyParentClosePolicy>(Assert.Single(outstanding));
        Assert.Empty(OutstandingDecision.Of(parent.Run.Restored()));
    }

    [Fact]
    public void Complete_ChildCloses_OwesItsParentAReportUntilReported()
    {
        // Arrange
        var parent = new Scenario();
        var child = ChildOf(parent, StartChild(parent, ParentClosePolicy.Abandon));

        // Act
        var closed = TerminateDecision.Terminate(child, TerminateInput.ByParent(), parent.Run.At);
        var reported = ParentDecision.Reported(closed.State);

        // Assert
        Assert.Contains(closed.Effects, effect => effect is Effect.ReportToParent);
        Assert.IsType<Effect.ReportToParent>(Assert.Single(OutstandingDecision.Of(closed.State)));
        Assert.Empty(OutstandingDecision.Of(reported.State));
    }

    private static Effect.StartChild StartChild(Scenario parent, ParentClosePolicy policy) =>
        parent.StartTask().Complete(Commands.Child("kid-1", policy)).Effects.OfType<Effect.StartChild>().Single();

    private static RunState ChildOf(Scenario parent, Effect.StartChild effect)
    {
        var key = parent.Run.Key with { WorkflowId = "kid-1", RunId = "run-1" };
        return StartDecision.Start(key, StartRequests.ForChild(parent.State, effect), parent.Run.At).State;
    }
}
