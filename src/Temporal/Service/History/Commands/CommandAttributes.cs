using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Attributes = Temporalio.Api.Command.V1.Command.AttributesOneofCase;

namespace Temporalio.Service.History.Commands;

/// <summary>Checks that a command has the attributes of its kind.</summary>
internal static class CommandAttributes
{
    /// <summary>Returns a fault when the attributes are missing or of another kind; null when they fit.</summary>
    public static CommandFault? Missing(Command command)
    {
        var (expected, cause) = Of(command.CommandType);
        if (expected == Attributes.None || command.AttributesCase == expected) return null;
        return new CommandFault(
            cause, $"{command.CommandType}CommandAttributes is not set on {command.CommandType}Command.");
    }

    private static (Attributes Expected, WorkflowTaskFailedCause Cause) Of(CommandType type) => type switch
    {
        CommandType.ScheduleActivityTask => (
            Attributes.ScheduleActivityTaskCommandAttributes,
            WorkflowTaskFailedCause.BadScheduleActivityAttributes),
        CommandType.RequestCancelActivityTask => (
            Attributes.RequestCancelActivityTaskCommandAttributes,
            WorkflowTaskFailedCause.BadRequestCancelActivityAttributes),
        CommandType.StartTimer => (
            Attributes.StartTimerCommandAttributes, WorkflowTaskFailedCause.BadStartTimerAttributes),
        CommandType.CancelTimer => (
            Attributes.CancelTimerCommandAttributes, WorkflowTaskFailedCause.BadCancelTimerAttributes),
        CommandType.CompleteWorkflowExecution => (
            Attributes.CompleteWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadCompleteWorkflowExecutionAttributes),
        CommandType.FailWorkflowExecution => (
            Attributes.FailWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes),
        CommandType.CancelWorkflowExecution => (
            Attributes.CancelWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadCancelWorkflowExecutionAttributes),
        CommandType.ContinueAsNewWorkflowExecution => (
            Attributes.ContinueAsNewWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadContinueAsNewAttributes),
        CommandType.StartChildWorkflowExecution => (
            Attributes.StartChildWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadStartChildExecutionAttributes),
        CommandType.SignalExternalWorkflowExecution => (
            Attributes.SignalExternalWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes),
        CommandType.RequestCancelExternalWorkflowExecution => (
            Attributes.RequestCancelExternalWorkflowExecutionCommandAttributes,
            WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes),
        CommandType.RecordMarker => (
            Attributes.RecordMarkerCommandAttributes, WorkflowTaskFailedCause.BadRecordMarkerAttributes),
        CommandType.UpsertWorkflowSearchAttributes => (
            Attributes.UpsertWorkflowSearchAttributesCommandAttributes,
            WorkflowTaskFailedCause.BadSearchAttributes),
        CommandType.ModifyWorkflowProperties => (
            Attributes.ModifyWorkflowPropertiesCommandAttributes,
            WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes),
        _ => (Attributes.None, WorkflowTaskFailedCause.Unspecified),
    };
}
