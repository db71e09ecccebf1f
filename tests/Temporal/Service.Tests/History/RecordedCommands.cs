using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

#pragma warning disable CS0612 // recordings hold deprecated fields

/// <summary>The commands that a worker must have sent for events to be recorded.</summary>
internal static class RecordedCommands
{
    /// <summary>Adds the command, or the protocol message, of an event.</summary>
    /// <returns>False when the event does not come from a command.</returns>
    public static bool Add(RespondWorkflowTaskCompletedRequest request, HistoryEvent next)
    {
        if (next.EventType is EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowExecutionUpdateCompleted)
        {
            AddMessage(request, next);
            return true;
        }

        if (ToCommand(next) is not { } command)
        {
            return false;
        }

        command.UserMetadata = next.UserMetadata;
        command.EventGroupMarkers.Add(next.EventGroupMarkers);
        request.Commands.Add(command);
        return true;
    }

    private static void AddMessage(RespondWorkflowTaskCompletedRequest request, HistoryEvent next)
    {
        var accepted = next.WorkflowExecutionUpdateAcceptedEventAttributes;
        var completed = next.WorkflowExecutionUpdateCompletedEventAttributes;
        var update = accepted?.ProtocolInstanceId ?? completed.Meta.UpdateId;
        var message = new Message
        {
            Id = accepted is null ? update + "/complete" : update + "/accept",
            ProtocolInstanceId = update,
            Body = accepted is null
                ? Any.Pack(new Response { Meta = completed.Meta, Outcome = completed.Outcome })
                : Any.Pack(new Acceptance { AcceptedRequestMessageId = accepted.AcceptedRequestMessageId }),
        };
        request.Messages.Add(message);
        request.Commands.Add(new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = message.Id },
        });
    }

    private static Command? ToCommand(HistoryEvent next) => next.EventType switch
    {
        EventType.ActivityTaskScheduled => new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = Schedule(next.ActivityTaskScheduledEventAttributes),
        },
        EventType.ActivityTaskCancelRequested => new Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new RequestCancelActivityTaskCommandAttributes
            {
                ScheduledEventId = next.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId,
            },
        },
        EventType.TimerStarted => new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new StartTimerCommandAttributes
            {
                TimerId = next.TimerStartedEventAttributes.TimerId,
                StartToFireTimeout = next.TimerStartedEventAttributes.StartToFireTimeout,
            },
        },
        EventType.TimerCanceled => new Command
        {
            CommandType = CommandType.CancelTimer,
            CancelTimerCommandAttributes = new CancelTimerCommandAttributes
            {
                TimerId = next.TimerCanceledEventAttributes.TimerId,
            },
        },
        EventType.MarkerRecorded => new Command
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = Marker(next.MarkerRecordedEventAttributes),
        },
        EventType.UpsertWorkflowSearchAttributes => new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new UpsertWorkflowSearchAttributesCommandAttributes
            {
                SearchAttributes = next.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes,
            },
        },
        EventType.WorkflowPropertiesModified => new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new ModifyWorkflowPropertiesCommandAttributes
            {
                UpsertedMemo = next.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo,
            },
        },
        _ => ToOther(next),
    };

    private static Command? ToOther(HistoryEvent next) => next.EventType switch
    {
        EventType.WorkflowExecutionCompleted => new Command
        {
            CommandType = CommandType.CompleteWorkflowExecution,
            CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes
            {
                Result = next.WorkflowExecutionCompletedEventAttributes.Result,
            },
        },
        EventType.WorkflowExecutionFailed => new Command
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes
            {
                Failure = next.WorkflowExecutionFailedEventAttributes.Failure,
            },
        },
        EventType.WorkflowExecutionCanceled => new Command
        {
            CommandType = CommandType.CancelWorkflowExecution,
            CancelWorkflowExecutionCommandAttributes = new CancelWorkflowExecutionCommandAttributes
            {
                Details = next.WorkflowExecutionCanceledEventAttributes.Details,
            },
        },
        EventType.WorkflowExecutionContinuedAsNew => new Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = Continue(next.WorkflowExecutionContinuedAsNewEventAttributes),
        },
        EventType.StartChildWorkflowExecutionInitiated => new Command
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = Child(next.StartChildWorkflowExecutionInitiatedEventAttributes),
        },
        EventType.SignalExternalWorkflowExecutionInitiated => new Command
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes =
                Signal(next.SignalExternalWorkflowExecutionInitiatedEventAttributes),
        },
        EventType.RequestCancelExternalWorkflowExecutionInitiated => new Command
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes =
                Cancel(next.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes),
        },
        _ => null,
    };

    private static ScheduleActivityTaskCommandAttributes Schedule(ActivityTaskScheduledEventAttributes scheduled)
    {
        // Timeouts that schedule-to-close filled, and intervals that the server filled, were not asked for.
        var filled = scheduled.ScheduleToCloseTimeout.IsSet();
        return new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = scheduled.ActivityId,
            ActivityType = scheduled.ActivityType,
            TaskQueue = scheduled.TaskQueue,
            Header = scheduled.Header,
            Input = scheduled.Input,
            ScheduleToCloseTimeout = Asked(scheduled.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = filled ? null : Asked(scheduled.ScheduleToStartTimeout),
            StartToCloseTimeout = filled ? null : Asked(scheduled.StartToCloseTimeout),
            HeartbeatTimeout = Asked(scheduled.HeartbeatTimeout),
            RetryPolicy = Asked(scheduled.RetryPolicy),
            UseWorkflowBuildId = scheduled.UseWorkflowBuildId,
            Priority = scheduled.Priority,
        };
    }

    private static Duration? Asked(Duration effective) => effective.IsSet() ? effective : null;

    /// <summary>A policy without the maximum that the server fills in.</summary>
    public static RetryPolicy? Asked(RetryPolicy? effective)
    {
        if (effective is null || effective.MaximumInterval.Span() != effective.InitialInterval.Span() * 100)
        {
            return effective;
        }

        var asked = effective.Clone();
        asked.MaximumInterval = null;
        return asked;
    }

    private static RecordMarkerCommandAttributes Marker(MarkerRecordedEventAttributes recorded)
    {
        var marker = new RecordMarkerCommandAttributes
        {
            MarkerName = recorded.MarkerName,
            Header = recorded.Header,
            Failure = recorded.Failure,
        };
        marker.Details.Add(recorded.Details);
        return marker;
    }

    private static ContinueAsNewWorkflowExecutionCommandAttributes Continue(
        WorkflowExecutionContinuedAsNewEventAttributes continued) => new()
    {
        WorkflowType = continued.WorkflowType,
        TaskQueue = continued.TaskQueue,
        Input = continued.Input,
        BackoffStartInterval = continued.BackoffStartInterval,
        Initiator = continued.Initiator,
        Header = continued.Header,
        Memo = continued.Memo,
        SearchAttributes = continued.SearchAttributes,
        InheritBuildId = continued.InheritBuildId,
    };

    private static StartChildWorkflowExecutionCommandAttributes Child(
        StartChildWorkflowExecutionInitiatedEventAttributes initiated) => new()
    {
        WorkflowId = initiated.WorkflowId,
        WorkflowType = initiated.WorkflowType,
        TaskQueue = initiated.TaskQueue,
        Input = initiated.Input,
        ParentClosePolicy = initiated.ParentClosePolicy,
        RetryPolicy = Asked(initiated.RetryPolicy),
        CronSchedule = initiated.CronSchedule,
        Header = initiated.Header,
        Memo = initiated.Memo,
        SearchAttributes = initiated.SearchAttributes,
        InheritBuildId = initiated.InheritBuildId,
        Priority = initiated.Priority,
    };

    private static SignalExternalWorkflowExecutionCommandAttributes Signal(
        SignalExternalWorkflowExecutionInitiatedEventAttributes initiated) => new()
    {
#pragma warning disable CS0612 // servers still read and copy it
        Namespace = initiated.Namespace,
#pragma warning restore CS0612
        Execution = initiated.WorkflowExecution,
        SignalName = initiated.SignalName,
        Input = initiated.Input,
        Header = initiated.Header,
        ChildWorkflowOnly = initiated.ChildWorkflowOnly,
    };

    private static RequestCancelExternalWorkflowExecutionCommandAttributes Cancel(
        RequestCancelExternalWorkflowExecutionInitiatedEventAttributes initiated) => new()
    {
#pragma warning disable CS0612 // servers still read and copy it
        Namespace = initiated.Namespace,
#pragma warning restore CS0612
        WorkflowId = initiated.WorkflowExecution.WorkflowId,
        RunId = initiated.WorkflowExecution.RunId,
        ChildWorkflowOnly = initiated.ChildWorkflowOnly,
        Reason = initiated.Reason,
    };
}
