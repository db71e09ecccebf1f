using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Does what is due at a time.</summary>
internal static class TickDecision
{
    /// <summary>
    /// Returns the run after everything that is due now, in order of the due times; unchanged when nothing is.
    /// </summary>
    public static Transition Tick(RunState state, in Moment at)
    {
        if (!(state.NextDeadline <= at.Now))
        {
            return Transition.None(state);
        }

        var draft = new Draft(state, at);
        while (draft.State.IsRunning && draft.State.NextDeadline <= at.Now)
        {
            var deadline = draft.State.Deadlines.Min;
            draft.State = draft.State with { Deadlines = draft.State.Deadlines.Remove(deadline) };
            Meet(draft, deadline);
        }

        TaskScheduling.Ensure(draft, onlyIfEvents: true);
        UpdateDecision.EnsureTask(draft);
        return draft.Finish();
    }

    private static void Meet(Draft draft, Deadline deadline)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.FirstTask:
                draft.State = draft.State with { WaitsForFirstTask = false };
                TaskScheduling.Ensure(draft);
                break;
            case DeadlineKind.Timer:
                FireTimer(draft, draft.State.Timers[deadline.Id]);
                break;
            case DeadlineKind.TaskScheduleToStart:
                TaskEnding.TimeOut(draft, TimeoutType.ScheduleToStart);
                TaskScheduling.Ensure(draft);
                break;
            case DeadlineKind.TaskStartToClose:
                TaskEnding.TimeOut(draft, TimeoutType.StartToClose);
                TaskScheduling.Ensure(draft);
                break;
            case DeadlineKind.RunTimeout:
                TimeOutRun(draft, mayFollow: true);
                break;
            case DeadlineKind.ExecutionTimeout:
                TimeOutRun(draft, mayFollow: false);
                break;
            default:
                ActivityTick.Meet(draft, draft.State.Activities[deadline.Id], deadline.Kind);
                break;
        }
    }

    private static void FireTimer(Draft draft, TimerState timer) => draft.Occur(new HistoryEvent
    {
        EventType = EventType.TimerFired,
        TimerFiredEventAttributes = new TimerFiredEventAttributes
        {
            TimerId = timer.TimerId,
            StartedEventId = timer.StartedEventId,
        },
    });

    private static void TimeOutRun(Draft draft, bool mayFollow)
    {
        if (draft.State.Task is { IsStarted: true })
        {
            TaskEnding.Fail(draft, WorkflowTaskFailedCause.ForceCloseCommand, failure: null, Limits.ServiceIdentity);
        }

        draft.Flush();
        var retryState = RetryState.Timeout;
        Transition? next = null;
        if (mayFollow)
        {
            next = NextRun.AfterFailure(draft.State, draft.At, RunTimedOut(), out retryState);
        }

        draft.Write(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionTimedOut,
            WorkflowExecutionTimedOutEventAttributes = new WorkflowExecutionTimedOutEventAttributes
            {
                RetryState = retryState,
                NewExecutionRunId = next?.State.Key.RunId ?? string.Empty,
            },
        });
        NextRun.Follow(draft, next);
    }

    private static Failure RunTimedOut() => new()
    {
        Message = "workflow timeout",
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
    };
}
