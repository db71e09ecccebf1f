using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Hands the pending workflow task to a worker.</summary>
internal static class TaskStarting
{
    /// <summary>Starts the waiting task.</summary>
    public static void Start(Draft draft, TaskTaker taker)
    {
        var task = draft.State.Task!;
        MarkUpdatesSent(draft);
        var started = Started(draft, task, taker);
        if (task.Kind == WorkflowTaskKind.Normal)
        {
            draft.Write(started);
            return;
        }

        started.EventId = task.ScheduledEventId + 1;
        started.EventTime = draft.Now;
        draft.State = draft.State.WithTask(task with
        {
            StartedEventId = started.EventId,
            StartedTime = draft.At.Now,
            StartedEvent = started,
            StickyUntil = null,
        });
    }

    private static HistoryEvent Started(Draft draft, WorkflowTaskState task, TaskTaker taker)
    {
        var state = draft.State;
        var attributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            Identity = taker.Identity,
            RequestId = taker.RequestId,
            HistorySizeBytes = state.HistoryBytes,
        };
        if (taker.BuildId.Length > 0)
        {
#pragma warning disable CS0612 // the server still writes this field for workers without deployments
            attributes.WorkerVersion = new WorkerVersionStamp { BuildId = taker.BuildId };
#pragma warning restore CS0612
        }

        if (state.HistoryBytes >= Limits.SuggestedBytes)
        {
            attributes.SuggestContinueAsNew = true;
            attributes.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.HistorySizeTooLarge);
        }

        if (state.EventCount >= Limits.SuggestedEvents)
        {
            attributes.SuggestContinueAsNew = true;
            attributes.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.TooManyHistoryEvents);
        }

        return new HistoryEvent
        {
            EventType = EventType.WorkflowTaskStarted,
            WorkflowTaskStartedEventAttributes = attributes,
        };
    }

    private static void MarkUpdatesSent(Draft draft)
    {
        foreach (var update in draft.State.Updates.Values)
        {
            if (update.Stage == UpdateWorkflowExecutionLifecycleStage.Admitted && !update.Sent)
            {
                draft.State = draft.State with
                {
                    Updates = draft.State.Updates.SetItem(update.UpdateId, update with { Sent = true }),
                };
            }
        }
    }
}
