using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;

namespace Temporalio.Service.History;

/// <summary>What the answer to a poll tells of a started workflow task.</summary>
/// <param name="StartedEventId">The id of its Started event, in history or beyond.</param>
/// <param name="PreviousStartedEventId">The Started event of the last completed task; 0 for none.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="EventsBeyondHistory">Its own events when history has none of them; they follow the stored ones.</param>
/// <param name="Messages">The updates that it carries.</param>
internal sealed record WorkflowTaskView(
    long StartedEventId,
    long PreviousStartedEventId,
    int Attempt,
    IReadOnlyList<HistoryEvent> EventsBeyondHistory,
    IReadOnlyList<Message> Messages)
{
    /// <summary>Returns the view of a run's started task.</summary>
    /// <exception cref="InvalidOperationException">No task is started.</exception>
    public static WorkflowTaskView Of(RunState state)
    {
        if (state.Task is not { IsStarted: true } task)
        {
            throw new InvalidOperationException($"Run {state.Key.RunId} has no started workflow task to show.");
        }

        return new WorkflowTaskView(
            task.StartedEventId,
            state.LastTaskStartedEventId,
            task.Attempt,
            TaskScheduling.EventsBeyondHistory(state),
            state.Updates.IsEmpty ? [] : UpdateMessages(state, task));
    }

    private static List<Message> UpdateMessages(RunState state, WorkflowTaskState task)
    {
        var messages = new List<Message>();
        foreach (var update in state.Updates.Values)
        {
            // Of an update whose admission stands in history the worker learns there: twice would be one too many.
            if (update is
                {
                    Sent: true,
                    InHistory: false,
                    Stage: UpdateWorkflowExecutionLifecycleStage.Admitted,
                    Request: { } request,
                })
            {
                messages.Add(new Message
                {
                    Id = UpdateDecision.MessageId(update.UpdateId),
                    ProtocolInstanceId = update.UpdateId,
                    EventId = task.StartedEventId - 1,
                    Body = Any.Pack(request),
                });
            }
        }

        messages.Sort((left, right) =>
            state.Updates[left.ProtocolInstanceId].Order.CompareTo(state.Updates[right.ProtocolInstanceId].Order));
        return messages;
    }
}
