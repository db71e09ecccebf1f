using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Signals and cancels other runs.</summary>
internal static class ExternalCommands
{
    /// <summary>Writes SignalExternalWorkflowExecutionInitiated.</summary>
    public static CommandFault? Signal(TaskCompletion completion, Command command)
    {
        var asked = command.SignalExternalWorkflowExecutionCommandAttributes;
        if (Check(asked) is { } message)
        {
            return new CommandFault(WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes, message);
        }

        if (TaskCompletion.Bound(
                completion.State.Signals.Count,
                WorkflowTaskFailedCause.PendingSignalsLimitExceeded,
                "signals to external workflows") is { } bound)
        {
            return bound;
        }

        if (BlobLimit.Exceeds(asked.Input))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadSignalInputSize,
                "SignalExternalWorkflowExecutionCommandAttributes.Input");
        }

        var initiated = completion.Write(command, new HistoryEvent
        {
            EventType = EventType.SignalExternalWorkflowExecutionInitiated,
            SignalExternalWorkflowExecutionInitiatedEventAttributes = Initiated(completion, asked),
        });
        completion.Draft.Effect(new Effect.SignalExternal(
            initiated.EventId,
            ExternalRequestId.Of(completion.State.Key, initiated.EventId),
            initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes));
        return null;
    }

    /// <summary>Writes RequestCancelExternalWorkflowExecutionInitiated.</summary>
    public static CommandFault? RequestCancel(TaskCompletion completion, Command command)
    {
        var asked = command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        if (asked.WorkflowId.Length == 0)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
                "WorkflowId is not set on RequestCancelExternalWorkflowExecutionCommand. "
                + $"Namespace= RunId={asked.RunId}");
        }

        if (TaskCompletion.Bound(
                completion.State.Cancels.Count,
                WorkflowTaskFailedCause.PendingRequestCancelLimitExceeded,
                "requests to cancel external workflows") is { } bound)
        {
            return bound;
        }

        var initiated = completion.Write(command, new HistoryEvent
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionInitiated,
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = Initiated(completion, asked),
        });
        completion.Draft.Effect(new Effect.CancelExternal(
            initiated.EventId,
            ExternalRequestId.Of(completion.State.Key, initiated.EventId),
            initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes));
        return null;
    }

    private static string? Check(SignalExternalWorkflowExecutionCommandAttributes asked)
    {
        const string command = "SignalExternalWorkflowExecutionCommand.";
        if (asked.Execution is not { } execution)
        {
            return $"Execution is not set on {command}";
        }

        if (execution.WorkflowId.Length == 0)
        {
            return $"WorkflowId is not set on {command} Namespace= RunId={execution.RunId}";
        }

        return asked.SignalName.Length == 0
            ? $"SignalName is not set on {command} WorkflowId={execution.WorkflowId} Namespace= RunId={execution.RunId}"
            : NameCheck.Of("SignalName", asked.SignalName);
    }

#pragma warning disable CS0612 // the server still reads and copies namespace and control
    private static SignalExternalWorkflowExecutionInitiatedEventAttributes Initiated(
        TaskCompletion completion, SignalExternalWorkflowExecutionCommandAttributes asked)
    {
        var (_, id) = Namespaces.Of(completion.State.Key, asked.Namespace);
        return new SignalExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            Namespace = asked.Namespace,
            NamespaceId = id,
            WorkflowExecution = asked.Execution,
            SignalName = asked.SignalName,
            Input = asked.Input,
            Control = asked.Control,
            ChildWorkflowOnly = asked.ChildWorkflowOnly,
            Header = asked.Header,
        };
    }

    private static RequestCancelExternalWorkflowExecutionInitiatedEventAttributes Initiated(
        TaskCompletion completion, RequestCancelExternalWorkflowExecutionCommandAttributes asked)
    {
        var (_, id) = Namespaces.Of(completion.State.Key, asked.Namespace);
        return new RequestCancelExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            Namespace = asked.Namespace,
            NamespaceId = id,
            WorkflowExecution = new WorkflowExecution { WorkflowId = asked.WorkflowId, RunId = asked.RunId },
            Control = asked.Control,
            ChildWorkflowOnly = asked.ChildWorkflowOnly,
            Reason = asked.Reason,
        };
    }
#pragma warning restore CS0612
}
