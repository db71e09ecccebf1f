using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>Commands in short.</summary>
internal static class Commands
{
    public static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).Wire();

    public static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = "work" },
            TaskQueue = new TaskQueue { Name = "main" },
            StartToCloseTimeout = Seconds(20),
        };
        change?.Invoke(attributes);
        return new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = attributes,
        };
    }

    public static Command CancelActivity(long scheduledEventId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new RequestCancelActivityTaskCommandAttributes
        {
            ScheduledEventId = scheduledEventId,
        },
    };

    public static Command Timer(string id, double seconds) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes
        {
            TimerId = id, StartToFireTimeout = Seconds(seconds),
        },
    };

    public static Command CancelTimer(string id) => new()
    {
        CommandType = CommandType.CancelTimer,
        CancelTimerCommandAttributes = new CancelTimerCommandAttributes { TimerId = id },
    };

    public static Command Finish(string result = "ok") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes
        {
            Result = Scenario.Text(result),
        },
    };

    public static Command Fail(string message) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes
        {
            Failure = Scenario.Failed(message),
        },
    };

    public static Command Child(string id, ParentClosePolicy policy = ParentClosePolicy.Unspecified) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "kid" },
            ParentClosePolicy = policy,
        },
    };
}
