using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Events of workflow tasks, activities and timers.</summary>
internal static partial class RunFold
{
    private static RunState TaskScheduled(RunState state, HistoryEvent next)
    {
        var attributes = next.WorkflowTaskScheduledEventAttributes;
        var time = next.EventTime.Time();
        var sticky = attributes.TaskQueue.Kind == TaskQueueKind.Sticky ? state.Sticky : null;
        if (state.WaitsForFirstTask)
        {
            state = state with
            {
                WaitsForFirstTask = false,
                Deadlines = state.Deadlines.Remove(new Deadline(state.ExecutionTime, DeadlineKind.FirstTask, 0)),
            };
        }

        return state.WithTask(new WorkflowTaskState
        {
            Kind = WorkflowTaskKind.Normal,
            ScheduledEventId = next.EventId,
            Attempt = attributes.Attempt,
            Queue = attributes.TaskQueue,
            ScheduledTime = time,
            OriginalScheduledTime = time,
            StickyUntil = sticky is null ? null : time + sticky.ScheduleToStart,
            StartToClose = attributes.StartToCloseTimeout.Span(),
        }) with { TaskAttempt = attributes.Attempt };
    }

    private static RunState TaskStarted(RunState state, HistoryEvent next) => state.Task is not { } task
        ? state
        : state.WithTask(task with
        {
            StartedEventId = next.EventId,
            StartedTime = next.EventTime.Time(),
            StartedEvent = next,
            StickyUntil = null,
        });

    private static RunState TaskCompleted(RunState state, HistoryEvent next) => state.WithTask(null) with
    {
        TaskAttempt = 1,
        ResetPoints = ResetPoint.Add(state, next),
        WorkerVersion = next.WorkflowTaskCompletedEventAttributes.WorkerVersion,
        LastTaskStartedEventId = next.WorkflowTaskCompletedEventAttributes.StartedEventId,
    };

    private static RunState TaskFailed(RunState state, HistoryEvent next)
    {
        var cause = next.WorkflowTaskFailedEventAttributes.Cause;
        if (cause == WorkflowTaskFailedCause.ResetWorkflow) state = RunDeadlines.Restarted(state, next.EventTime.Time());
        var restarts = cause is WorkflowTaskFailedCause.ResetWorkflow or WorkflowTaskFailedCause.FailoverCloseCommand;
        return state.WithTask(null) with { TaskAttempt = restarts ? 1 : NextAttempt(state), Sticky = null };
    }

    // A task that fails on a worker's own queue is tried again on the workflow's queue first, as if it were new.
    private static int NextAttempt(RunState state) =>
        state.Task?.Queue.Kind == TaskQueueKind.Sticky ? state.TaskAttempt : state.TaskAttempt + 1;

    private static RunState TaskTimedOut(RunState state, WorkflowTaskTimedOutEventAttributes timedOut)
    {
        var attempt = timedOut.TimeoutType == TimeoutType.ScheduleToStart ? state.TaskAttempt : NextAttempt(state);
        return state.WithTask(null) with { TaskAttempt = attempt, Sticky = null };
    }

    private static RunState ActivityScheduled(RunState state, HistoryEvent next)
    {
        var time = next.EventTime.Time();
        var attributes = next.ActivityTaskScheduledEventAttributes;
        return state.WithActivity(new ActivityState
        {
            ScheduledEventId = next.EventId,
            Attributes = attributes,
            ScheduledTime = time,
            AttemptTime = time,
        }) with { ActivityIds = state.ActivityIds.SetItem(attributes.ActivityId, next.EventId) };
    }

    private static RunState ActivityCancelRequested(RunState state, HistoryEvent next)
    {
        var id = next.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId;
        return state.Activities.TryGetValue(id, out var activity)
            ? state with
            {
                Activities = state.Activities.SetItem(id, activity with { CancelRequestedEventId = next.EventId }),
            }
            : state;
    }

    private static RunState TimerStarted(RunState state, HistoryEvent next)
    {
        var attributes = next.TimerStartedEventAttributes;
        var due = next.EventTime.Time() + attributes.StartToFireTimeout.Span();
        var timer = new TimerState(attributes.TimerId, next.EventId, due);
        return state with
        {
            Timers = state.Timers.SetItem(next.EventId, timer),
            TimerIds = state.TimerIds.SetItem(timer.TimerId, next.EventId),
            Deadlines = state.Deadlines.Add(RunDeadlines.Of(timer)),
        };
    }
}
