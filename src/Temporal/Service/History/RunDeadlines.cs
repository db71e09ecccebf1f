using System.Collections.Immutable;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Keeps <see cref="RunState.Deadlines"/> true while tasks and activities change.</summary>
internal static class RunDeadlines
{
    /// <summary>Returns the state with another workflow task (or none), its deadline exchanged too.</summary>
    public static RunState WithTask(this RunState state, WorkflowTaskState? task)
    {
        var deadlines = state.Deadlines;
        if (state.Task is { } old && Of(old) is { } gone)
        {
            deadlines = deadlines.Remove(gone);
        }

        if (task is not null && Of(task) is { } due)
        {
            deadlines = deadlines.Add(due);
        }

        return state with { Task = task, Deadlines = deadlines };
    }

    /// <summary>Returns the state with another form of a pending activity, its deadlines exchanged too.</summary>
    public static RunState WithActivity(this RunState state, ActivityState activity)
    {
        var deadlines = state.Deadlines;
        if (state.Activities.TryGetValue(activity.ScheduledEventId, out var old))
        {
            deadlines = Remove(deadlines, old);
        }

        return state with
        {
            Activities = state.Activities.SetItem(activity.ScheduledEventId, activity),
            Deadlines = Add(deadlines, activity),
        };
    }

    /// <summary>Returns the state without an activity; the same state when it is not pending.</summary>
    public static RunState WithoutActivity(this RunState state, long scheduledEventId) =>
        state.Activities.TryGetValue(scheduledEventId, out var activity)
            ? state with
            {
                Activities = state.Activities.Remove(scheduledEventId),
                ActivityIds = state.ActivityIds.Remove(activity.ActivityId),
                Deadlines = Remove(state.Deadlines, activity),
            }
            : state;

    /// <summary>Returns the state without a timer; the same state when it does not run.</summary>
    public static RunState WithoutTimer(this RunState state, long startedEventId) =>
        state.Timers.TryGetValue(startedEventId, out var timer)
            ? state with
            {
                Timers = state.Timers.Remove(startedEventId),
                TimerIds = state.TimerIds.Remove(timer.TimerId),
                Deadlines = state.Deadlines.Remove(Of(timer)),
            }
            : state;

    /// <summary>Returns when a timer fires.</summary>
    public static Deadline Of(TimerState timer) => new(timer.Due, DeadlineKind.Timer, timer.StartedEventId);

    /// <summary>
    /// Returns the end of the run's time; null when it has no bound, or when that is the execution's, which then
    /// counts.
    /// </summary>
    public static DateTimeOffset? RunExpiration(
        WorkflowExecutionStartedEventAttributes start, DateTimeOffset executionTime)
    {
        if (!start.WorkflowRunTimeout.IsSet())
        {
            return null;
        }

        var end = executionTime + start.WorkflowRunTimeout.Span();
        var isExecutions = start.WorkflowExecutionExpirationTime is { } expiration
            && end.AddMilliseconds(1) >= expiration.Time();
        return isExecutions ? null : end;
    }

    /// <summary>Returns a run that begins anew at a time: its timeouts count from there.</summary>
    public static RunState Restarted(RunState state, DateTimeOffset at)
    {
        var start = state.Start;
        if (start.WorkflowExecutionTimeout.IsSet())
        {
            start = start.Clone();
            start.WorkflowExecutionExpirationTime = (at + start.WorkflowExecutionTimeout.Span()).Wire();
        }

        var deadlines = state.Deadlines;
        foreach (var old in deadlines)
        {
            if (old.Kind is DeadlineKind.RunTimeout or DeadlineKind.ExecutionTimeout) deadlines = deadlines.Remove(old);
        }

        if (RunExpiration(start, at) is { } end) deadlines = deadlines.Add(new Deadline(end, DeadlineKind.RunTimeout, 0));
        if (start.WorkflowExecutionExpirationTime is { } last)
            deadlines = deadlines.Add(new Deadline(last.Time(), DeadlineKind.ExecutionTimeout, 0));
        return state with { Start = start, Deadlines = deadlines, ResetTime = at };
    }

    private static Deadline? Of(WorkflowTaskState task)
    {
        if (task.StartedTime is { } started)
        {
            return new Deadline(started + task.StartToClose, DeadlineKind.TaskStartToClose, task.ScheduledEventId);
        }

        return task.StickyUntil is { } until
            ? new Deadline(until, DeadlineKind.TaskScheduleToStart, task.ScheduledEventId)
            : null;
    }

    private static ImmutableSortedSet<Deadline> Add(ImmutableSortedSet<Deadline> deadlines, ActivityState activity)
    {
        var attributes = activity.Attributes;
        var id = activity.ScheduledEventId;
        if (attributes.ScheduleToCloseTimeout.IsSet())
        {
            deadlines = deadlines.Add(ScheduleToClose(activity));
        }

        if (activity.StartedTime is { } started)
        {
            if (attributes.StartToCloseTimeout.IsSet())
            {
                deadlines = deadlines.Add(StartToClose(activity, started));
            }

            return attributes.HeartbeatTimeout.IsSet() ? deadlines.Add(Heartbeat(activity, started)) : deadlines;
        }

        if (activity.Pause is not null)
        {
            return deadlines; // nobody is to take it, so nothing but its whole time is over some time
        }

        if (activity.WaitsForRetry)
        {
            return deadlines.Add(new Deadline(activity.AttemptTime, DeadlineKind.ActivityRetry, id));
        }

        return attributes.ScheduleToStartTimeout.IsSet() ? deadlines.Add(ScheduleToStart(activity)) : deadlines;
    }

    private static ImmutableSortedSet<Deadline> Remove(ImmutableSortedSet<Deadline> deadlines, ActivityState activity)
    {
        var attributes = activity.Attributes;
        var id = activity.ScheduledEventId;
        if (attributes.ScheduleToCloseTimeout.IsSet())
        {
            deadlines = deadlines.Remove(ScheduleToClose(activity));
        }

        if (activity.StartedTime is { } started)
        {
            if (attributes.StartToCloseTimeout.IsSet())
            {
                deadlines = deadlines.Remove(StartToClose(activity, started));
            }

            return attributes.HeartbeatTimeout.IsSet() ? deadlines.Remove(Heartbeat(activity, started)) : deadlines;
        }

        if (activity.Pause is not null)
        {
            return deadlines;
        }

        if (activity.WaitsForRetry)
        {
            return deadlines.Remove(new Deadline(activity.AttemptTime, DeadlineKind.ActivityRetry, id));
        }

        return attributes.ScheduleToStartTimeout.IsSet() ? deadlines.Remove(ScheduleToStart(activity)) : deadlines;
    }

    private static Deadline ScheduleToClose(ActivityState activity) => new(
        activity.ScheduledTime + activity.Attributes.ScheduleToCloseTimeout.Span(),
        DeadlineKind.ActivityScheduleToClose,
        activity.ScheduledEventId);

    private static Deadline ScheduleToStart(ActivityState activity) => new(
        activity.AttemptTime + activity.Attributes.ScheduleToStartTimeout.Span(),
        DeadlineKind.ActivityScheduleToStart,
        activity.ScheduledEventId);

    private static Deadline StartToClose(ActivityState activity, DateTimeOffset started) => new(
        started + activity.Attributes.StartToCloseTimeout.Span(),
        DeadlineKind.ActivityStartToClose,
        activity.ScheduledEventId);

    private static Deadline Heartbeat(ActivityState activity, DateTimeOffset started) => new(
        (activity.HeartbeatTime ?? started) + activity.Attributes.HeartbeatTimeout.Span(),
        DeadlineKind.ActivityHeartbeat,
        activity.ScheduledEventId);
}
