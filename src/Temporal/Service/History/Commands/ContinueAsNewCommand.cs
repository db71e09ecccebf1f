using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Closes the run and goes on in a fresh one.</summary>
internal static class ContinueAsNewCommand
{
    /// <summary>Writes WorkflowExecutionContinuedAsNew and starts the next run.</summary>
    public static CommandFault? Continue(TaskCompletion completion, Command command)
    {
        if (CloseCommands.Unseen(completion) is { } unseen)
        {
            return unseen;
        }

        var asked = command.ContinueAsNewWorkflowExecutionCommandAttributes;
        if (BlobLimit.Exceeds(asked.Input))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadContinueAsNewAttributes,
                "ContinueAsNewWorkflowExecutionCommandAttributes.Input");
        }

        if (asked.BackoffStartInterval.IsNegative())
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadContinueAsNewAttributes, "BackoffStartInterval is less than 0.");
        }

        if (completion.Check(asked.SearchAttributes, out var noted) is { } fault) return fault;
        var attributes = Continued(completion, asked);
        attributes.SearchAttributes = noted;
        attributes.NewExecutionRunId = completion.Draft.At.Ids.NewRunId();
        var next = NextRun.ContinueAsNew(completion.State, completion.Draft.At, attributes, asked);
        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionContinuedAsNew,
            WorkflowExecutionContinuedAsNewEventAttributes = attributes,
        });
        NextRun.Follow(completion.Draft, next);
        return null;
    }

    private static WorkflowExecutionContinuedAsNewEventAttributes Continued(
        TaskCompletion completion, ContinueAsNewWorkflowExecutionCommandAttributes asked)
    {
        var start = completion.State.Start;
        var queue = asked.TaskQueue is { Name.Length: > 0 } named ? named.Name : start.TaskQueue.Name;
        var run = asked.WorkflowRunTimeout.IsSet() ? asked.WorkflowRunTimeout.Span() : start.WorkflowRunTimeout.Span();
        var task = asked.WorkflowTaskTimeout.IsSet() ? asked.WorkflowTaskTimeout : start.WorkflowTaskTimeout;
        return new WorkflowExecutionContinuedAsNewEventAttributes
        {
            WorkflowType = asked.WorkflowType is { Name.Length: > 0 } type ? type : start.WorkflowType,
            TaskQueue = new TaskQueue { Name = queue, Kind = TaskQueueKind.Normal },
            Input = asked.Input,
            WorkflowRunTimeout = run.Wire(),
            WorkflowTaskTimeout = StartDecision.TaskTimeout(task, run).Wire(),
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            BackoffStartInterval = asked.BackoffStartInterval,
            Initiator = asked.Initiator,
            LastCompletionResult = asked.LastCompletionResult,
            Header = asked.Header,
            Memo = asked.Memo,
#pragma warning disable CS0612 // the server still copies these
            Failure = asked.Failure,
            InheritBuildId = asked.InheritBuildId,
#pragma warning restore CS0612
        };
    }
}
