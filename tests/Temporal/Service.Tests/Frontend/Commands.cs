using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Commands as a worker sends them.</summary>
internal static class Commands
{
    public static Command Activity(string id) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = "work" },
            TaskQueue = new TaskQueue { Name = TestService.Queue },
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
        },
    };

    public static Command Timer(string id, TimeSpan time) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes
        {
            TimerId = id, StartToFireTimeout = Duration.FromTimeSpan(time),
        },
    };

    public static Command Complete(string result) => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes
        {
            Result = TestService.Text(result),
        },
    };

    public static Command Child(string workflowId, ParentClosePolicy policy = ParentClosePolicy.Terminate) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = "child" },
            TaskQueue = new TaskQueue { Name = TestService.Queue },
            ParentClosePolicy = policy,
        },
    };

    public static Command ContinueAsNew() => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new WorkflowType { Name = "type" }, TaskQueue = new TaskQueue { Name = TestService.Queue },
        },
    };
}
