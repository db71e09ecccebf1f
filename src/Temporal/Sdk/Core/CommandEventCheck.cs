using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using EventKind = Temporalio.Api.Enums.V1.EventType;

namespace Temporalio.Core;

/// <summary>Compares a command with the event that stands in its place. Pure.</summary>
internal static class CommandEventCheck
{
    /// <summary>Whether events of this type are written for a command of a workflow task.</summary>
    public static bool IsCommandEvent(EventKind type) => type
        is EventKind.ActivityTaskScheduled or EventKind.ActivityTaskCancelRequested
        or EventKind.TimerStarted or EventKind.TimerCanceled or EventKind.MarkerRecorded
        or EventKind.StartChildWorkflowExecutionInitiated
        or EventKind.SignalExternalWorkflowExecutionInitiated
        or EventKind.RequestCancelExternalWorkflowExecutionInitiated
        or EventKind.UpsertWorkflowSearchAttributes or EventKind.WorkflowPropertiesModified
        or EventKind.WorkflowExecutionUpdateAccepted or EventKind.WorkflowExecutionUpdateCompleted
        or EventKind.WorkflowExecutionCompleted or EventKind.WorkflowExecutionFailed
        or EventKind.WorkflowExecutionCanceled or EventKind.WorkflowExecutionContinuedAsNew;

    /// <summary>Whether the event is this command's.</summary>
    public static bool Matches(PendingCommand pending, HistoryEvent e) =>
        ExpectedEvent(pending) == e.EventType && Same(pending, e);

    /// <summary>The error for an event that the next command does not match; <paramref name="pending"/> is null when
    /// there is no command.</summary>
    public static WorkflowNondeterminismException Mismatch(PendingCommand? pending, HistoryEvent e) => new(
        $"[TMPRL1100] Nondeterminism error: history event {e.EventId} is {Describe(e)}, but the workflow code "
        + (pending == null ? "issued no command there. " : $"issued {Describe(pending)} there. ")
        + "The code must take the same steps as when the history was written; guard a change with Workflow.Patched.");

    /// <summary>The error for a command that history lacks.</summary>
    public static WorkflowNondeterminismException Missing(PendingCommand pending, HistoryEvent? e) => new(
        $"[TMPRL1100] Nondeterminism error: the workflow code issued {Describe(pending)}, but the history has no "
            + $"event for it"
        + (e == null ? ". " : $": history event {e.EventId} is {Describe(e)}. ")
        + "The code must take the same steps as when the history was written; guard a change with Workflow.Patched.");

    /// <summary>Names an event for people.</summary>
    public static string Describe(HistoryEvent e) => e.EventType switch
    {
        EventKind.ActivityTaskScheduled =>
            $"ActivityTaskScheduled (activity '{e.ActivityTaskScheduledEventAttributes.ActivityId}' of type "
                + $"'{e.ActivityTaskScheduledEventAttributes.ActivityType?.Name}')",
        EventKind.TimerStarted => $"TimerStarted (timer '{e.TimerStartedEventAttributes.TimerId}')",
        EventKind.TimerCanceled => $"TimerCanceled (timer '{e.TimerCanceledEventAttributes.TimerId}')",
        EventKind.MarkerRecorded => $"MarkerRecorded ({DescribeMarker(e)})",
        EventKind.StartChildWorkflowExecutionInitiated =>
            $"StartChildWorkflowExecutionInitiated (workflow "
                + $"'{e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId}' of type "
                + $"'{e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType?.Name}')",
        EventKind.SignalExternalWorkflowExecutionInitiated =>
            $"SignalExternalWorkflowExecutionInitiated (signal "
                + $"'{e.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName}')",
        _ => e.EventType.ToString(),
    };

    private static string Describe(PendingCommand pending) => pending.Command.CommandType switch
    {
        CommandType.ScheduleActivityTask =>
            $"command ScheduleActivityTask (activity "
                + $"'{pending.Command.ScheduleActivityTaskCommandAttributes.ActivityId}' of type "
                + $"'{pending.Command.ScheduleActivityTaskCommandAttributes.ActivityType?.Name}')",
        CommandType.StartTimer => $"command StartTimer (timer '{pending.Command.StartTimerCommandAttributes.TimerId}')",
        CommandType.CancelTimer =>
            $"command CancelTimer (timer '{pending.Command.CancelTimerCommandAttributes.TimerId}')",
        CommandType.RecordMarker =>
            $"command RecordMarker ({pending.Command.RecordMarkerCommandAttributes.MarkerName})",
        CommandType.StartChildWorkflowExecution =>
            $"command StartChildWorkflowExecution (workflow "
                + $"'{pending.Command.StartChildWorkflowExecutionCommandAttributes.WorkflowId}' of type "
                + $"'{pending.Command.StartChildWorkflowExecutionCommandAttributes.WorkflowType?.Name}')",
        CommandType.SignalExternalWorkflowExecution =>
            $"command SignalExternalWorkflowExecution (signal "
                + $"'{pending.Command.SignalExternalWorkflowExecutionCommandAttributes.SignalName}')",
        CommandType.ProtocolMessage =>
            $"command ProtocolMessage ({pending.UpdateEvent} of update '{pending.UpdateId}')",
        var type => $"command {type}",
    };

    private static string DescribeMarker(HistoryEvent e) => e.MarkerRecordedEventAttributes.MarkerName switch
    {
        PatchMarker.Name => $"patch '{PatchMarker.Read(e).PatchId}'",
        LocalActivityMarker.Name => LocalActivityMarker.Read(e) is var marker
            ? $"local activity '{marker.ActivityId}' of type '{marker.ActivityType}'" : string.Empty,
        var name => name,
    };

    private static EventKind ExpectedEvent(PendingCommand pending) => pending.Command.CommandType switch
    {
        CommandType.ScheduleActivityTask => EventKind.ActivityTaskScheduled,
        CommandType.RequestCancelActivityTask => EventKind.ActivityTaskCancelRequested,
        CommandType.StartTimer => EventKind.TimerStarted,
        CommandType.CancelTimer => EventKind.TimerCanceled,
        CommandType.RecordMarker => EventKind.MarkerRecorded,
        CommandType.StartChildWorkflowExecution => EventKind.StartChildWorkflowExecutionInitiated,
        CommandType.SignalExternalWorkflowExecution => EventKind.SignalExternalWorkflowExecutionInitiated,
        CommandType.RequestCancelExternalWorkflowExecution => EventKind.RequestCancelExternalWorkflowExecutionInitiated,
        CommandType.UpsertWorkflowSearchAttributes => EventKind.UpsertWorkflowSearchAttributes,
        CommandType.ModifyWorkflowProperties => EventKind.WorkflowPropertiesModified,
        CommandType.CompleteWorkflowExecution => EventKind.WorkflowExecutionCompleted,
        CommandType.FailWorkflowExecution => EventKind.WorkflowExecutionFailed,
        CommandType.CancelWorkflowExecution => EventKind.WorkflowExecutionCanceled,
        CommandType.ContinueAsNewWorkflowExecution => EventKind.WorkflowExecutionContinuedAsNew,
        CommandType.ProtocolMessage => pending.UpdateEvent,
        _ => EventKind.Unspecified,
    };

    private static bool Same(PendingCommand pending, HistoryEvent e)
    {
        var command = pending.Command;
        switch (e.EventType)
        {
            case EventKind.ActivityTaskScheduled:
                var activity = command.ScheduleActivityTaskCommandAttributes;
                var scheduled = e.ActivityTaskScheduledEventAttributes;
                return activity.ActivityId == scheduled.ActivityId
                    && activity.ActivityType.Name == scheduled.ActivityType?.Name;
            case EventKind.ActivityTaskCancelRequested:
                return command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId
                    == e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId;
            case EventKind.TimerStarted:
                return command.StartTimerCommandAttributes.TimerId == e.TimerStartedEventAttributes.TimerId;
            case EventKind.TimerCanceled:
                return command.CancelTimerCommandAttributes.TimerId == e.TimerCanceledEventAttributes.TimerId;
            case EventKind.MarkerRecorded:
                return SameMarker(pending, e);
            case EventKind.StartChildWorkflowExecutionInitiated:
                var child = command.StartChildWorkflowExecutionCommandAttributes;
                var initiated = e.StartChildWorkflowExecutionInitiatedEventAttributes;
                return child.WorkflowId == initiated.WorkflowId
                    && child.WorkflowType.Name == initiated.WorkflowType?.Name;
            case EventKind.SignalExternalWorkflowExecutionInitiated:
                var signal = command.SignalExternalWorkflowExecutionCommandAttributes;
                var sent = e.SignalExternalWorkflowExecutionInitiatedEventAttributes;
                return signal.SignalName == sent.SignalName
                    && signal.Execution.WorkflowId == sent.WorkflowExecution?.WorkflowId;
            case EventKind.RequestCancelExternalWorkflowExecutionInitiated:
                return command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId
                    == e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution?.WorkflowId;
            case EventKind.WorkflowExecutionUpdateAccepted:
                return pending.UpdateId == e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId;
            case EventKind.WorkflowExecutionUpdateCompleted:
                return pending.UpdateId == e.WorkflowExecutionUpdateCompletedEventAttributes.Meta?.UpdateId;
            case EventKind.WorkflowExecutionContinuedAsNew:
                var type = command.ContinueAsNewWorkflowExecutionCommandAttributes.WorkflowType?.Name;
                return string.IsNullOrEmpty(type)
                    || type == e.WorkflowExecutionContinuedAsNewEventAttributes.WorkflowType?.Name;
            default:
                return true;
        }
    }

    private static bool SameMarker(PendingCommand pending, HistoryEvent e)
    {
        var name = e.MarkerRecordedEventAttributes.MarkerName;
        if (name != pending.Command.RecordMarkerCommandAttributes.MarkerName)
            return false;
        if (pending.Machine is LocalActivityMachine local)
        {
            var marker = LocalActivityMarker.Read(e);
            return marker.Seq == local.Seq && marker.ActivityType == local.Request.ActivityType;
        }
        return pending.Machine is not PatchMachine patch || PatchMarker.Read(e).PatchId == patch.PatchId;
    }
}
