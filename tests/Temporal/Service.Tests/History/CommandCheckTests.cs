using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>What a real server (1.32.1) answered to the same commands.</summary>
public sealed class CommandCheckTests
{
    private static readonly Dictionary<string, Command[]> Cases = new()
    {
        ["StartTimerDuplicateId: invalid history builder state for action: add-timer-started-event, TimerID: t"] =
            [Commands.Timer("t", 5), Commands.Timer("t", 6)],
        ["BadStartTimerAttributes: TimerId is not set on StartTimerCommand."] = [Commands.Timer("", 5)],
        ["BadStartTimerAttributes: An invalid StartToFireTimeout is set on StartTimerCommand: negative duration. TimerId=t"] =
            [Commands.Timer("t", -1)],
        ["BadCancelTimerAttributes: TimerId is not set on CancelTimerCommand."] = [Commands.CancelTimer("")],
        ["BadRequestCancelActivityAttributes: ScheduledEventId is not set on RequestCancelActivityTaskCommand."] =
            [Commands.CancelActivity(0)],
        ["BadRequestCancelActivityAttributes: invalid history builder state for action: "
            + "add-activitytask-cancel-requested-event, ScheduledEventID: 77"] = [Commands.CancelActivity(77)],
        ["BadScheduleActivityAttributes: activityId is not set"] = [Commands.Activity("")],
        ["BadScheduleActivityAttributes: activityType is not set"] = [Commands.Activity("a", asked => asked.ActivityType = null)],
        ["BadScheduleActivityAttributes: taskQueue is not set"] = [Commands.Activity("a", asked => asked.TaskQueue = null)],
        ["BadScheduleActivityAttributes: invalid HeartbeatTimeout: negative duration"] =
            [Commands.Activity("a", asked => asked.HeartbeatTimeout = Commands.Seconds(-1))],
        ["BadScheduleActivityAttributes: activityId exceeds length limit. Length=1001 Limit=1000"] =
            [Commands.Activity(new string('x', 1001))],
        ["BadScheduleActivityAttributes: BackoffCoefficient cannot be less than 1 on retry policy."] =
            [Commands.Activity("a", asked => asked.RetryPolicy = new RetryPolicy { BackoffCoefficient = 0.5 })],
        ["BadScheduleActivityAttributes: a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. "
            + "ActivityId=1 ActivityType=work"] = [Commands.Activity("1", asked => asked.StartToCloseTimeout = null)],
        ["ScheduleActivityDuplicateId: invalid history builder state for action: add-activitytask-scheduled-event, ActivityID: 1"] =
            [Commands.Activity("1"), Commands.Activity("1")],
        ["BadStartChildExecutionAttributes: Required field WorkflowId is not set on StartChildWorkflowExecutionCommand. "
            + "WorkflowType=kid Namespace=default"] = [Commands.Child("")],
        ["BadSignalWorkflowExecutionAttributes: SignalName is not set on SignalExternalWorkflowExecutionCommand. "
            + "WorkflowId=k Namespace= RunId="] =
            [new Command
            {
                CommandType = CommandType.SignalExternalWorkflowExecution,
                SignalExternalWorkflowExecutionCommandAttributes = new SignalExternalWorkflowExecutionCommandAttributes
                {
                    Execution = new WorkflowExecution { WorkflowId = "k" },
                },
            }],
        ["BadRecordMarkerAttributes: MarkerName is not set on RecordMarkerCommand."] =
            [new Command
            {
                CommandType = CommandType.RecordMarker,
                RecordMarkerCommandAttributes = new RecordMarkerCommandAttributes(),
            }],
        ["BadFailWorkflowExecutionAttributes: Failure is not set on FailWorkflowExecutionCommand."] =
            [new Command
            {
                CommandType = CommandType.FailWorkflowExecution,
                FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes(),
            }],
        ["BadUpdateWorkflowExecutionMessage: ProtocolMessageCommand referenced absent message ID zz"] =
            [new Command
            {
                CommandType = CommandType.ProtocolMessage,
                ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = "zz" },
            }],
    };

    public static TheoryData<string> Answers() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Answers))]
    public void Complete_BadCommand_AnswersAsARealServer(string answer)
    {
        // Arrange
        var scenario = new Scenario();

        // Act
        var transition = scenario.StartTask().Complete(Cases[answer]);

        // Assert
        Assert.Equal((GrpcStatus.InvalidArgument, answer), (transition.Refusal!.Status, transition.Refusal.Message));
        Assert.Equal(answer, scenario.Last.WorkflowTaskFailedEventAttributes.Failure.Message);
        Assert.Equal(
            answer[..answer.IndexOf(':', StringComparison.Ordinal)],
            scenario.Last.WorkflowTaskFailedEventAttributes.Cause.ToString());
    }

    [Fact]
    public void Complete_CommandBehindTheClosingOne_IsRefusedAndTheTaskGoesOn()
    {
        // Arrange
        var scenario = new Scenario();
        scenario.StartTask();

        // Act
        var refusal = Assert.Throws<ServiceException>(
            () => scenario.Complete(Commands.Finish(), Commands.Timer("t", 5)));

        // Assert
        Assert.Equal(
            "invalid command sequence: [CompleteWorkflowExecution, StartTimer], "
            + "command CompleteWorkflowExecution must be the last command.",
            refusal.Message);
        Assert.True(scenario.State.Task!.IsStarted);
    }
}
