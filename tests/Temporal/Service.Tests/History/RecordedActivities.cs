using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

#pragma warning disable CS0612 // recordings hold deprecated fields

/// <summary>What workers did with a recording's activities: history tells of the last attempt only.</summary>
internal sealed class RecordedActivities(LiveRun run, IReadOnlyList<HistoryEvent> recorded)
{
    /// <summary>Does what led to an event of an activity.</summary>
    /// <returns>False when the event is not about an activity's end.</returns>
    public bool TryHappen(HistoryEvent next)
    {
        switch (next.EventType)
        {
            case EventType.ActivityTaskStarted:
                TryHappen(EndOf(next.ActivityTaskStartedEventAttributes.ScheduledEventId));
                return true;
            case EventType.ActivityTaskCompleted:
                var completed = next.ActivityTaskCompletedEventAttributes;
                End(next, completed.ScheduledEventId, new ActivityEndInput.Completed(completed.Result)
                {
                    Identity = completed.Identity,
                    Version = VersionOf(completed.ScheduledEventId),
                });
                return true;
            case EventType.ActivityTaskFailed:
                var failed = next.ActivityTaskFailedEventAttributes;
                End(next, failed.ScheduledEventId, new ActivityEndInput.Failed(failed.Failure, null)
                {
                    Identity = failed.Identity,
                    Version = VersionOf(failed.ScheduledEventId),
                });
                return true;
            case EventType.ActivityTaskCanceled:
                var canceled = next.ActivityTaskCanceledEventAttributes;
                End(next, canceled.ScheduledEventId, new ActivityEndInput.Canceled(canceled.Details)
                {
                    Identity = canceled.Identity,
                    Version = VersionOf(canceled.ScheduledEventId),
                });
                return true;
            case EventType.ActivityTaskTimedOut:
                TimeOut(next);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Lets workers have the activities that the workflow cancels, unless history tells that none had them.
    /// </summary>
    public void TakeThoseToCancel(RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var cancel in request.Commands.Select(command => command.RequestCancelActivityTaskCommandAttributes))
        {
            if (cancel is null || recorded.Any(next =>
                    next.ActivityTaskCanceledEventAttributes is { StartedEventId: 0 } settled
                    && settled.ScheduledEventId == cancel.ScheduledEventId))
            {
                continue;
            }

            if (StartOf(cancel.ScheduledEventId) is not null)
            {
                Start(cancel.ScheduledEventId);
            }
            else
            {
                Take(cancel.ScheduledEventId, new TaskTaker("unrecorded", "worker"));
            }
        }
    }

    private void End(HistoryEvent next, long scheduledEventId, ActivityEndInput input)
    {
        Start(scheduledEventId);
        var attempt = run.State.Activities[scheduledEventId].Attempt;
        run.Now = next.EventTime.Time();
        run.Commit(ActivityEndDecision.End(
            run.State, new ActivityRef.Token(scheduledEventId, attempt), input, run.At));
    }

    private void TimeOut(HistoryEvent next)
    {
        var timedOut = next.ActivityTaskTimedOutEventAttributes;
        var id = timedOut.ScheduledEventId;
        if (StartOf(id) is not null)
        {
            Start(id);
            if (timedOut.Failure.TimeoutFailureInfo.LastHeartbeatDetails is { } details)
            {
                run.Now += TimeSpan.FromMilliseconds(1);
                run.Commit(ActivityHeartbeatDecision.Record(
                    run.State, new ActivityRef.Id(run.State.Activities[id].ActivityId), details, run.At).Transition);
            }
        }
        else if (timedOut.Failure.Cause is { } last)
        {
            Fail(run.State.Activities[id], last);
        }

        run.Now = next.EventTime.Time();
        run.Commit(TickDecision.Tick(run.State, run.At));
    }

    /// <summary>Starts the attempt that history tells of, after failing those before.</summary>
    private void Start(long scheduledEventId)
    {
        var next = StartOf(scheduledEventId)!;
        var started = next.ActivityTaskStartedEventAttributes;
        while (run.State.Activities[scheduledEventId].Attempt < started.Attempt)
        {
            Fail(run.State.Activities[scheduledEventId], started.LastFailure);
            run.Now = run.State.NextDeadline!.Value;
            run.Commit(TickDecision.Tick(run.State, run.At));
        }

        if (run.State.Activities[scheduledEventId].IsStarted)
        {
            return;
        }

        run.Now = next.EventTime.Time();
        Take(scheduledEventId, new TaskTaker(started.RequestId, started.Identity));
    }

    private void Fail(ActivityState activity, Failure failure)
    {
        run.Now = activity.AttemptTime;
        Take(activity.ScheduledEventId, new TaskTaker("earlier", "worker"));
        run.Commit(ActivityEndDecision.End(
            run.State,
            new ActivityRef.Token(activity.ScheduledEventId, activity.Attempt),
            new ActivityEndInput.Failed(failure, null) { Identity = "worker" },
            run.At));
    }

    private void Take(long scheduledEventId, TaskTaker taker) => run.Commit(ActivityStartDecision.Start(
        run.State, scheduledEventId, run.State.Activities[scheduledEventId].Attempt, taker, run.At)!);

    private HistoryEvent? StartOf(long scheduledEventId) => recorded.FirstOrDefault(
        next => next.ActivityTaskStartedEventAttributes?.ScheduledEventId == scheduledEventId);

    private WorkerVersionStamp? VersionOf(long scheduledEventId) =>
        StartOf(scheduledEventId)!.ActivityTaskStartedEventAttributes.WorkerVersion;

    private HistoryEvent EndOf(long scheduledEventId) => recorded.First(next =>
        next.ActivityTaskCompletedEventAttributes?.ScheduledEventId == scheduledEventId
        || next.ActivityTaskFailedEventAttributes?.ScheduledEventId == scheduledEventId
        || next.ActivityTaskTimedOutEventAttributes?.ScheduledEventId == scheduledEventId
        || next.ActivityTaskCanceledEventAttributes?.ScheduledEventId == scheduledEventId);
}
