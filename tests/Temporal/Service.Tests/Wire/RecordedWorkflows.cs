using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Wire;

/// <summary>The workflows of the recording: what they answer to a history.</summary>
internal static class RecordedWorkflows
{
    /// <summary>Adds the commands and messages that follow from a task.</summary>
    public static void Answer(PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest answer)
    {
        var events = task.History.Events;
        switch (task.WorkflowType.Name)
        {
            case "hello" when InputOf(events[0]) != "s": // the schedule's goes on, so that it is seen running
                answer.Commands.Add(Commands.Complete("hello"));
                break;
            case "waitForever" when Has(events, EventType.WorkflowExecutionCancelRequested):
                answer.Commands.Add(new Command
                {
                    CommandType = CommandType.CancelWorkflowExecution,
                    CancelWorkflowExecutionCommandAttributes = new CancelWorkflowExecutionCommandAttributes(),
                });
                break;
            case "callActivity" when !Has(events, EventType.ActivityTaskScheduled):
                answer.Commands.Add(Activity(InputOf(events[0])!, "1"));
                break;
            case "parent" when !Has(events, EventType.StartChildWorkflowExecutionInitiated):
                answer.Commands.Add(Child(task.WorkflowExecution.WorkflowId + "-kid"));
                break;
            case "sequence":
                var done = events.Count(one => one.EventType == EventType.ActivityTaskCompleted);
                answer.Commands.Add(done < 2 ? Activity("echo", $"{done + 1}") : Commands.Complete("end"));
                break;
            case "updatable":
                Update(task, answer);
                break;
        }
    }

    public static Failure Failed(string message, string type) => new()
    {
        Message = message,
        Source = "TypeScriptSDK",
        StackTrace = $"Error: {message}\n    at somewhere",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type },
    };

    private static Failure Fatal()
    {
        var failure = Failed("update failed", "BadUpdate");
        (failure.ApplicationFailureInfo.NonRetryable, failure.ApplicationFailureInfo.Details) =
            (true, TestService.Text("7"));
        return failure;
    }

    private static void Update(PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest answer)
    {
        foreach (var message in task.Messages)
        {
            var update = message.Body.Unpack<Request>();
            var arguments = update.Input.Args?.Payloads_.FirstOrDefault()?.Data.ToStringUtf8();
            switch (update.Input.Name)
            {
                case "setName" when arguments == "\"\"":
                    Say(answer, message, "reject", Rejection(message, update, "name is empty"), place: false);
                    break;
                case "setName":
                    Accept(answer, message, update);
                    Done(answer, message.ProtocolInstanceId, new Outcome { Success = TestService.Text("none") });
                    break;
                case "badUpdate":
                    Accept(answer, message, update);
                    Done(answer, message.ProtocolInstanceId, new Outcome { Failure = Fatal() });
                    break;
                case "slowUpdate":
                    Accept(answer, message, update);
                    answer.Commands.Add(Commands.Timer("1", TimeSpan.FromMilliseconds(5)));
                    break;
                default:
                    var words = $"No registered handler for update: {update.Input.Name}";
                    Say(answer, message, "reject", Rejection(message, update, words), place: false);
                    break;
            }
        }

        var last = task.History.Events.LastOrDefault(
            one => one.EventType is EventType.TimerFired or EventType.ActivityTaskCompleted);
        var open = task.History.Events.Where(one => one.EventType == EventType.WorkflowExecutionUpdateAccepted).Select(
            one => one.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId).Except(
            task.History.Events.Where(one => one.EventType == EventType.WorkflowExecutionUpdateCompleted).Select(
                one => one.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId)).FirstOrDefault();
        if (last is null || open is null || task.Messages.Count > 0) return;
        if (last.EventType == EventType.TimerFired) answer.Commands.Add(Activity("echo", "1"));
        else Done(answer, open, new Outcome { Success = TestService.Text("2") });
    }

    private static void Accept(RespondWorkflowTaskCompletedRequest answer, Message message, Request update) =>
        Say(answer, message, "accept", new Acceptance
        {
            AcceptedRequestMessageId = message.Id,
            AcceptedRequestSequencingEventId = message.EventId,
            AcceptedRequest = update,
        });

    private static Rejection Rejection(Message message, Request update, string why) => new()
    {
        RejectedRequestMessageId = message.Id,
        RejectedRequestSequencingEventId = message.EventId,
        RejectedRequest = update,
        Failure = why.StartsWith("No", StringComparison.Ordinal) ? NoHandler(why) : Failed(why, "Error"),
    };

    private static Failure NoHandler(string why)
    {
        var failure = Failed(why, "Error");
        failure.ApplicationFailureInfo.NonRetryable = true;
        return failure;
    }

    private static void Done(RespondWorkflowTaskCompletedRequest answer, string id, Outcome outcome)
    {
        var response = new Response { Meta = new Meta { UpdateId = id }, Outcome = outcome };
        Say(answer, new Message { ProtocolInstanceId = id }, "complete", response);
    }

    private static void Say(
        RespondWorkflowTaskCompletedRequest answer, Message to, string what, IMessage body, bool place = true)
    {
        var id = $"{to.ProtocolInstanceId}/{what}";
        answer.Messages.Add(new Message
        {
            Id = id, ProtocolInstanceId = to.ProtocolInstanceId, Body = Any.Pack(body),
        });
        if (!place) return;
        answer.Commands.Add(new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = id },
        });
    }

    private static Command Activity(string type, string id) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = type },
            TaskQueue = new TaskQueue { Name = RecordedWorker.Queue },
            Header = new Header(),
            Input = TestService.Text("1"),
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(20)),
            RetryPolicy = new RetryPolicy
            {
                InitialInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(type == "failTimes" ? 30 : 1)),
            },
        },
    };

    private static Command Child(string id)
    {
        var child = Commands.Child(id);
        child.StartChildWorkflowExecutionCommandAttributes.WorkflowType.Name = "waitForever";
        child.StartChildWorkflowExecutionCommandAttributes.TaskQueue.Name = RecordedWorker.Queue;
        return child;
    }

    private static string? InputOf(HistoryEvent started) =>
        started.WorkflowExecutionStartedEventAttributes.Input?.Payloads_.FirstOrDefault()?.Data.ToStringUtf8().Trim('"');

    private static bool Has(IEnumerable<HistoryEvent> events, EventType type) =>
        events.Any(one => one.EventType == type);
}
