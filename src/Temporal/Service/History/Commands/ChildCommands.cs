using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Starts child workflows.</summary>
internal static class ChildCommands
{
    /// <summary>Writes StartChildWorkflowExecutionInitiated with effective timeouts and policies.</summary>
    public static CommandFault? Start(TaskCompletion completion, Command command)
    {
        var asked = command.StartChildWorkflowExecutionCommandAttributes;
        if (Check(completion.State.Key, asked) is { } message)
        {
            return new CommandFault(WorkflowTaskFailedCause.BadStartChildExecutionAttributes, message);
        }

        if (TaskCompletion.Bound(
                completion.State.Children.Count,
                WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded,
                "child workflow executions") is { } bound)
        {
            return bound;
        }

        if (BlobLimit.Exceeds(asked.Input))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadStartChildExecutionAttributes,
                "StartChildWorkflowExecutionCommandAttributes.Input");
        }

        if (completion.Check(asked.SearchAttributes, out var noted) is { } fault) return fault;
        var attributes = Initiated(completion, asked);
        attributes.SearchAttributes = noted;
        var initiated = completion.Write(command, new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionInitiated,
            StartChildWorkflowExecutionInitiatedEventAttributes = attributes,
        });
        completion.Draft.Effect(new Effect.StartChild(
            initiated.EventId, initiated.StartChildWorkflowExecutionInitiatedEventAttributes)
        {
            UserMetadata = initiated.UserMetadata,
        });
        return null;
    }

    private static string? Check(RunKey key, StartChildWorkflowExecutionCommandAttributes asked)
    {
        var name = asked.WorkflowType?.Name ?? string.Empty;
        if (asked.WorkflowId.Length == 0)
        {
            return "Required field WorkflowId is not set on StartChildWorkflowExecutionCommand. "
                + $"WorkflowType={name} Namespace={key.Namespace}";
        }

        if (name.Length == 0)
        {
            return "Required field WorkflowType is not set on StartChildWorkflowExecutionCommand. "
                + $"WorkflowId={asked.WorkflowId} Namespace={key.Namespace}";
        }

        return NameCheck.Of("WorkflowId", asked.WorkflowId)
            ?? NameCheck.Of("WorkflowType", name)
            ?? RetryDefaults.Check(asked.RetryPolicy)
            ?? (PriorityRule.Check(asked.Priority) is { } badPriority ? $"invalid priorities: {badPriority}" : null);
    }

    private static StartChildWorkflowExecutionInitiatedEventAttributes Initiated(
        TaskCompletion completion, StartChildWorkflowExecutionCommandAttributes asked)
    {
        var state = completion.State;
#pragma warning disable CS0612 // workers that name a namespace, or pass a control, still set these
        var (name, id) = Namespaces.Of(state.Key, asked.Namespace);
        var inherits = asked.InheritBuildId;
#pragma warning restore CS0612
        var run = StartDecision.RunTimeout(asked.WorkflowRunTimeout, asked.WorkflowExecutionTimeout);
        var queue = asked.TaskQueue is { Name.Length: > 0 } named ? named.Name : state.QueueName;
        var attributes = new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = name,
            NamespaceId = id,
            WorkflowId = asked.WorkflowId,
            WorkflowType = asked.WorkflowType,
            TaskQueue = new TaskQueue { Name = queue, Kind = TaskQueueKind.Normal },
            Input = asked.Input,
            WorkflowExecutionTimeout = asked.WorkflowExecutionTimeout,
            WorkflowRunTimeout = run.Wire(),
            WorkflowTaskTimeout = StartDecision.TaskTimeout(asked.WorkflowTaskTimeout, run).Wire(),
            ParentClosePolicy = asked.ParentClosePolicy == ParentClosePolicy.Unspecified
                ? ParentClosePolicy.Terminate
                : asked.ParentClosePolicy,
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            WorkflowIdReusePolicy = asked.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified
                ? WorkflowIdReusePolicy.AllowDuplicate
                : asked.WorkflowIdReusePolicy,
            RetryPolicy = asked.RetryPolicy is null ? null : RetryDefaults.Fill(asked.RetryPolicy),
            CronSchedule = asked.CronSchedule,
            Header = asked.Header,
            Memo = asked.Memo is { Fields.Count: > 0 } memo ? memo : null,
            Priority = asked.Priority,
        };
#pragma warning disable CS0612 // the server still copies these
        attributes.Control = asked.Control;
        attributes.InheritBuildId = inherits;
#pragma warning restore CS0612
        return attributes;
    }
}
