using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class UpdateDecisionTests
{
    private static readonly Request Rename = new()
    {
        Meta = new Meta { UpdateId = "u1", Identity = "client" },
        Input = new Input { Name = "rename" },
    };

    [Fact]
    public void Complete_OnlyRejects_LeavesNoTrace()
    {
        // Arrange
        var scenario = Idle();
        var eventsBefore = scenario.Run.Events.Count;
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));

        // Act
        scenario.StartTask();
        var transition = scenario.Complete(request => request.Messages.Add(
            Say("m1", new Rejection { Failure = Scenario.Failed("no") })));

        // Assert
        Assert.Equal(eventsBefore, scenario.Run.Events.Count);
        Assert.Null(scenario.State.Task);
        Assert.Empty(scenario.State.Updates);
        var progress = Assert.IsType<Effect.UpdateProgress>(Assert.Single(transition.Effects));
        Assert.Equal("no", progress.Outcome!.Failure.Message);
    }

    [Fact]
    public void Complete_AcceptsAndCompletes_WritesBothWithTheTask()
    {
        // Arrange
        var scenario = Idle();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));
        scenario.StartTask();
        var carried = WorkflowTaskView.Of(scenario.State).Messages.Single();

        // Act
        scenario.Complete(request =>
        {
            request.Messages.Add(Say("m1", new Acceptance()));
            request.Messages.Add(Say("m2", new Response { Outcome = new Outcome { Success = Scenario.Text("done") } }));
            request.Commands.Add([Place("m1"), Place("m2")]);
        });

        // Assert
        Assert.Equal(("u1/request", 6L), (carried.Id, carried.EventId));
        Assert.Equal(
            [
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionUpdateAccepted, EventType.WorkflowExecutionUpdateCompleted,
            ],
            scenario.Types.Skip(5));
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, scenario.State.Updates["u1"].Stage);
    }

    [Fact]
    public void Admit_IdKnown_ChangesNothing()
    {
        // Arrange
        var scenario = Idle();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));

        // Act
        var second = UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At);

        // Assert
        Assert.Empty(second.Effects);
    }

    [Fact]
    public void Admit_WhileATaskRuns_TheNextTaskCarriesIt()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));

        // Act
        scenario.Complete(Commands.Timer("t", 100));
        scenario.StartTask();

        // Assert
        Assert.Equal(WorkflowTaskKind.Speculative, scenario.State.Task!.Kind);
        Assert.Equal("u1", WorkflowTaskView.Of(scenario.State).Messages.Single().ProtocolInstanceId);
    }

    [Fact]
    public void Signal_WhileASpeculativeTaskRuns_KeepsBothInOrder()
    {
        // Arrange
        var scenario = Idle();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));
        scenario.StartTask();

        // Act
        scenario.Signal("go");
        scenario.Complete(request => request.Messages.Add(
            Say("m1", new Rejection { Failure = Scenario.Failed("no") })));

        // Assert: as recorded on a real server
        Assert.Equal(
            [
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled,
            ],
            scenario.Types.Skip(5));
    }

    [Fact]
    public void Complete_RunClosesWithAcceptedUpdate_TheUpdateFails()
    {
        // Arrange
        var scenario = Idle();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));
        scenario.StartTask();

        // Act
        var transition = scenario.Complete(request =>
        {
            request.Messages.Add(Say("m1", new Acceptance()));
            request.Commands.Add([Place("m1"), Commands.Finish()]);
        });

        // Assert
        var outcome = transition.Effects.OfType<Effect.UpdateProgress>().Last().Outcome!;
        Assert.Equal("AcceptedUpdateCompletedWorkflow", outcome.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public void Complete_CompletesAnUpdateThatWasNotAccepted_FailsTheTask()
    {
        // Arrange
        var scenario = Idle();
        scenario.Do(UpdateDecision.Admit(scenario.State, Rename, scenario.Run.At));
        scenario.StartTask();

        // Act
        scenario.Complete(request => request.Messages.Add(Say("m1", new Response { Outcome = new Outcome() })));

        // Assert
        Assert.Equal(
            WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage,
            scenario.Last.WorkflowTaskFailedEventAttributes.Cause);
    }

    /// <summary>A run that waits for a timer: five events, no task.</summary>
    private static Scenario Idle()
    {
        var scenario = new Scenario();
        scenario.StartTask().Complete(Commands.Timer("t", 100));
        return scenario;
    }

    private static Message Say(string id, IMessage body) =>
        new() { Id = id, ProtocolInstanceId = "u1", Body = Any.Pack(body) };

    private static Command Place(string messageId) => new()
    {
        CommandType = CommandType.ProtocolMessage,
        ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = messageId },
    };
}
