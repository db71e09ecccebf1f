using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History;

/// <summary>Schedules workflow tasks.</summary>
internal static class TaskScheduling
{
    private const int AttemptsWithoutBackoff = 3;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    /// <summary>Schedules a workflow task unless one is pending, the run is closed or its start is delayed.</summary>
    /// <param name="draft">The scratch paper.</param>
    /// <param name="onlyIfEvents">True when a task is wanted only if the decision wrote events.</param>
    public static void Ensure(Draft draft, bool onlyIfEvents = false)
    {
        if (draft.State is { IsRunning: true, Task: null, WaitsForFirstTask: false }
            && (!onlyIfEvents || draft.HasEvents))
        {
            Schedule(draft);
        }
    }

    /// <summary>Schedules a workflow task now. After failures without new events it leaves no event.</summary>
    public static void Schedule(Draft draft)
    {
        if (draft.Flush())
        {
            draft.State = draft.State with { TaskAttempt = 1 };
        }

        if (draft.State.TaskAttempt > 1)
        {
            draft.State = draft.State.WithTask(Waiting(draft.State, WorkflowTaskKind.Transient, draft.At.Now));
        }
        else
        {
            draft.Write(Scheduled(Queue(draft.State), 1, StartToClose(draft.State, 1)));
        }

        Offer(draft);
    }

    /// <summary>
    /// Makes a waiting further attempt a first one, now that there are new events for the workflow to look at.
    /// </summary>
    public static void StartAfresh(Draft draft)
    {
        if (draft.State is { IsRunning: true, Task: { Kind: WorkflowTaskKind.Transient, IsStarted: false } task }
            && task.ScheduledEventId != draft.State.NextEventId)
        {
            draft.State = draft.State.WithTask(null) with { TaskAttempt = 1 };
            draft.WithdrawTaskOffers();
            Schedule(draft);
        }
    }

    /// <summary>Schedules a task for updates alone; nothing is written unless it leaves a trace.</summary>
    public static void ScheduleSpeculative(Draft draft)
    {
        draft.State = draft.State.WithTask(Waiting(draft.State, WorkflowTaskKind.Speculative, draft.At.Now));
        Offer(draft);
    }

    /// <summary>Writes the events of a speculative task before another event takes their place.</summary>
    /// <param name="isLost">Whether its worker said nothing: the event then names none, as on Temporal's server.</param>
    public static void MakeNormal(Draft draft, bool isLost = false)
    {
        if (draft.State.Task is { Kind: WorkflowTaskKind.Speculative } task)
        {
            WriteScheduledAndStarted(draft, task, isLost);
        }
    }

    /// <summary>
    /// Writes the Scheduled event, and the Started event when started, of a task that has none in history yet.
    /// </summary>
    /// <param name="isLost">Whether the Started event is to name no worker.</param>
    public static void WriteScheduledAndStarted(Draft draft, WorkflowTaskState task, bool isLost = false)
    {
        var scheduled = Scheduled(task.Queue, task.Attempt, task.StartToClose);
        scheduled.EventTime = task.ScheduledTime.Wire();
        draft.Write(scheduled);
        if (task.StartedEvent is { } started)
        {
            var written = started.Clone();
            if (isLost) written.WorkflowTaskStartedEventAttributes.Identity = string.Empty;
            draft.Write(written);
        }
    }

    /// <summary>
    /// Returns the events that readers and workers see behind the stored history, because the pending task has none
    /// there: its Scheduled event, and its Started event once it is started. A speculative task shows only then.
    /// </summary>
    public static IReadOnlyList<HistoryEvent> EventsBeyondHistory(RunState state)
    {
        if (state.Task is not { } task
            || task.Kind == WorkflowTaskKind.Normal
            || (task.Kind == WorkflowTaskKind.Speculative && !task.IsStarted))
        {
            return [];
        }

        var scheduled = Scheduled(task.Queue, task.Attempt, task.StartToClose);
        scheduled.EventId = task.ScheduledEventId;
        scheduled.EventTime = task.ScheduledTime.Wire();
        return task.StartedEvent is null ? [scheduled] : [scheduled, task.StartedEvent];
    }

    /// <summary>Returns a restored state with its waiting transient task.</summary>
    public static RunState Restored(RunState state, FactBody.Task fact)
    {
        state = state with { TaskAttempt = fact.Attempt };
        return fact.ScheduledTime is { } time && state.Task is null
            ? state.WithTask(Waiting(state, WorkflowTaskKind.Transient, time))
            : state;
    }

    /// <summary>Returns the fact that a state needs for its workflow task; null for none.</summary>
    public static FactBody.Task? FactOf(RunState? state) =>
        state is { IsRunning: true, TaskAttempt: > 1, Task: null or { Kind: WorkflowTaskKind.Transient } }
            ? new FactBody.Task(state.TaskAttempt, state.Task?.ScheduledTime)
            : null;

    /// <summary>Returns the queue of the next task: the worker's own while it is known, else the run's.</summary>
    public static TaskQueue Queue(RunState state) => state.Sticky is { } sticky
        ? new TaskQueue { Name = sticky.Name, Kind = TaskQueueKind.Sticky, NormalName = state.QueueName }
        : new TaskQueue { Name = state.QueueName, Kind = TaskQueueKind.Normal };

    private static void Offer(Draft draft)
    {
        var task = draft.State.Task!;
        draft.Effect(new Effect.OfferWorkflowTask(
            task.Queue.Name, task.Queue.Kind == TaskQueueKind.Sticky, task.ScheduledEventId, task.Attempt));
    }

    private static WorkflowTaskState Waiting(RunState state, WorkflowTaskKind kind, DateTimeOffset time) => new()
    {
        Kind = kind,
        ScheduledEventId = state.NextEventId,
        Attempt = state.TaskAttempt,
        Queue = Queue(state),
        ScheduledTime = time,
        OriginalScheduledTime = time,
        StickyUntil = state.Sticky is { } sticky ? time + sticky.ScheduleToStart : null,
        StartToClose = StartToClose(state, state.TaskAttempt),
    };

    private static HistoryEvent Scheduled(TaskQueue queue, int attempt, TimeSpan startToClose) => new()
    {
        EventType = EventType.WorkflowTaskScheduled,
        WorkflowTaskScheduledEventAttributes = new WorkflowTaskScheduledEventAttributes
        {
            TaskQueue = queue,
            StartToCloseTimeout = startToClose.Wire(),
            Attempt = attempt,
        },
    };

    /// <summary>
    /// Returns the time for one attempt: a worker that fails again and again is asked ever more rarely.
    /// </summary>
    private static TimeSpan StartToClose(RunState state, int attempt)
    {
        var timeout = state.Start.WorkflowTaskTimeout.Span();
        if (attempt <= AttemptsWithoutBackoff)
        {
            return timeout;
        }

        var seconds = FirstBackoff.TotalSeconds * Math.Pow(2, attempt - AttemptsWithoutBackoff - 1);
        return timeout + TimeSpan.FromSeconds(Math.Min(seconds, LongestBackoff.TotalSeconds));
    }
}
