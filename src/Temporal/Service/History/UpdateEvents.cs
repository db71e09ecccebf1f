using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History;

/// <summary>Writes the events of updates.</summary>
internal static class UpdateEvents
{
    /// <summary>Writes that the workflow took an update.</summary>
    public static void Accept(Draft draft, UpdateState update, long sequencingEventId)
    {
        draft.Write(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateAccepted,
            WorkflowExecutionUpdateAcceptedEventAttributes = new WorkflowExecutionUpdateAcceptedEventAttributes
            {
                ProtocolInstanceId = update.UpdateId,
                AcceptedRequestMessageId = UpdateDecision.MessageId(update.UpdateId),
                AcceptedRequestSequencingEventId = sequencingEventId,

                // What was asked stands in history once.
                AcceptedRequest = update.InHistory ? null : update.Request,
            },
        });
        draft.Effect(new Effect.UpdateProgress(
            update.UpdateId, UpdateWorkflowExecutionLifecycleStage.Accepted, Outcome: null));
    }

    /// <summary>Writes what came of an accepted update.</summary>
    public static void Complete(Draft draft, UpdateState update, Response response)
    {
        draft.Write(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateCompleted,
            WorkflowExecutionUpdateCompletedEventAttributes = new WorkflowExecutionUpdateCompletedEventAttributes
            {
                Meta = update.Request?.Meta ?? response.Meta,
                AcceptedEventId = update.AcceptedEventId,
                Outcome = response.Outcome,
            },
        });
        draft.Effect(new Effect.UpdateProgress(
            update.UpdateId, UpdateWorkflowExecutionLifecycleStage.Completed, response.Outcome));
    }
}
