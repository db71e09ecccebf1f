using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Ends a workflow task without a completion.</summary>
internal static class TaskEnding
{
    /// <summary>
    /// Fails the running task. The first attempt leaves an event; failing again leaves none, the attempt only counts
    /// up. A speculative task becomes a normal one by failing; the updates that it carried are sent again.
    /// </summary>
    public static HistoryEvent? Fail(
        Draft draft,
        WorkflowTaskFailedCause cause,
        Failure? failure,
        string identity,
        string baseRunId = "",
        string newRunId = "")
    {
        TaskScheduling.MakeNormal(draft);
        var task = draft.State.Task!;
        Unsend(draft);
        if (task.Kind == WorkflowTaskKind.Normal)
        {
            return draft.Write(new HistoryEvent
            {
                EventType = EventType.WorkflowTaskFailed,
                WorkflowTaskFailedEventAttributes = new WorkflowTaskFailedEventAttributes
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    Cause = cause,
                    Failure = failure,
                    Identity = identity,
                    BaseRunId = baseRunId,
                    NewRunId = newRunId,
                },
            });
        }

        CountUp(draft, task);
        return null;
    }

    /// <summary>Ends the running or waiting task by a timeout, with an event when it is a first attempt.</summary>
    public static void TimeOut(Draft draft, TimeoutType type)
    {
        TaskScheduling.MakeNormal(draft, isLost: true);
        var task = draft.State.Task!;
        Unsend(draft);
        if (task.Kind == WorkflowTaskKind.Normal)
        {
            draft.Write(new HistoryEvent
            {
                EventType = EventType.WorkflowTaskTimedOut,
                WorkflowTaskTimedOutEventAttributes = new WorkflowTaskTimedOutEventAttributes
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    TimeoutType = type,
                },
            });
        }
        else
        {
            CountUp(draft, task);
        }
    }

    private static void CountUp(Draft draft, WorkflowTaskState task) => draft.State = draft.State.WithTask(null) with
    {
        TaskAttempt = task.Attempt + 1,
        Sticky = null,
    };

    /// <summary>Marks updates that the task carried as to be sent again.</summary>
    private static void Unsend(Draft draft)
    {
        foreach (var update in draft.State.Updates.Values)
        {
            if (update.Sent)
            {
                draft.State = draft.State with
                {
                    Updates = draft.State.Updates.SetItem(update.UpdateId, update with { Sent = false }),
                };
            }
        }
    }
}
