using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>What a worker says about updates: accepted, rejected, completed.</summary>
internal static class UpdateCommands
{
    /// <summary>Handles the message that a command gives its place among the commands.</summary>
    public static CommandFault? Handle(TaskCompletion completion, Command command)
    {
        var id = command.ProtocolMessageCommandAttributes.MessageId;
        foreach (var message in completion.Request.Messages)
        {
            if (message.Id == id)
            {
                return completion.TakenMessages.Add(id)
                    ? Handle(completion, message)
                    : Bad($"message {id} is named twice");
            }
        }

        return Bad($"ProtocolMessageCommand referenced absent message ID {id}");
    }

    /// <summary>Handles the messages that no command named, such as rejections.</summary>
    public static CommandFault? HandleRest(TaskCompletion completion)
    {
        foreach (var message in completion.Request.Messages)
        {
            if (completion.State.IsRunning && completion.TakenMessages.Add(message.Id)
                && Handle(completion, message) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static CommandFault? Handle(TaskCompletion completion, Message message)
    {
        var id = message.ProtocolInstanceId;
        if (!completion.State.Updates.TryGetValue(id, out var update))
        {
            return Bad($"update {id} not found");
        }

        if (message.Body.TryUnpack<Acceptance>(out var acceptance))
        {
            return update.Stage == UpdateWorkflowExecutionLifecycleStage.Admitted
                ? Accept(completion, update, acceptance)
                : Bad($"update {id} was accepted before");
        }

        if (message.Body.TryUnpack<Rejection>(out var rejection))
        {
            return update.Stage == UpdateWorkflowExecutionLifecycleStage.Admitted
                ? Reject(completion, update, rejection)
                : Bad($"update {id} was accepted and can no longer be rejected");
        }

        if (message.Body.TryUnpack<Response>(out var response))
        {
            return update.Stage == UpdateWorkflowExecutionLifecycleStage.Accepted
                ? Complete(completion, update, response)
                : Bad($"update {id} is not accepted and cannot complete");
        }

        return Bad($"message {message.Id} has the unknown type {message.Body.TypeUrl}");
    }

    private static CommandFault? Accept(TaskCompletion completion, UpdateState update, Acceptance acceptance)
    {
        // Where the admission stands in history, the worker says where.
        var sequencing = update.InHistory && acceptance.AcceptedRequestSequencingEventId > 0
            ? acceptance.AcceptedRequestSequencingEventId
            : completion.SequencingEventId;
        UpdateEvents.Accept(completion.Draft, update, sequencing);
        return null;
    }

    private static CommandFault? Reject(TaskCompletion completion, UpdateState update, Rejection rejection)
    {
        var draft = completion.Draft;
        draft.State = draft.State with { Updates = draft.State.Updates.Remove(update.UpdateId) };
        draft.Effect(new Effect.UpdateProgress(
            update.UpdateId,
            UpdateWorkflowExecutionLifecycleStage.Completed,
            new Outcome { Failure = rejection.Failure }));
        return null;
    }

    private static CommandFault? Complete(TaskCompletion completion, UpdateState update, Response response)
    {
        UpdateEvents.Complete(completion.Draft, update, response);
        return null;
    }

    private static CommandFault Bad(string message) =>
        new(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, message);
}
