using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.History;

/// <summary>A run's state as a fold over its events.</summary>
internal static partial class RunFold
{
    /// <summary>Returns the state after a run's first event.</summary>
    /// <param name="key">The run's name.</param>
    /// <param name="started">A WorkflowExecutionStarted event.</param>
    public static RunState Begin(RunKey key, HistoryEvent started)
    {
        var start = started.WorkflowExecutionStartedEventAttributes;
        var time = started.EventTime.Time();
        var backoff = start.FirstWorkflowTaskBackoff.Span();
        var executionTime = time + backoff;
        var deadlines = ImmutableSortedSet<Deadline>.Empty;
        if (backoff > TimeSpan.Zero)
        {
            deadlines = deadlines.Add(new Deadline(executionTime, DeadlineKind.FirstTask, 0));
        }

        if (RunDeadlines.RunExpiration(start, executionTime) is { } runEnd)
        {
            deadlines = deadlines.Add(new Deadline(runEnd, DeadlineKind.RunTimeout, 0));
        }

        if (start.WorkflowExecutionExpirationTime is { } expiration)
        {
            deadlines = deadlines.Add(new Deadline(expiration.Time(), DeadlineKind.ExecutionTimeout, 0));
        }

        return Book(
            new RunState
            {
                Key = key,
                Start = start,
                StartTime = time,
                ExecutionTime = executionTime,
                WaitsForFirstTask = backoff > TimeSpan.Zero,
                Memo = Merge(ImmutableDictionary<string, Payload>.Empty, start.Memo?.Fields),
                SearchAttributes =
                    Merge(ImmutableDictionary<string, Payload>.Empty, start.SearchAttributes?.IndexedFields),
                ResetPoints = start.PrevAutoResetPoints is { } before ? [.. before.Points] : [],
                Deadlines = deadlines,
            },
            started);
    }

    /// <summary>Returns the state after one more event.</summary>
    public static RunState Apply(RunState state, HistoryEvent next) => Book(Change(state, next), next);

    /// <summary>Returns the state with the event counted: its id, its bytes.</summary>
    private static RunState Book(RunState state, HistoryEvent next) => state with
    {
        NextEventId = next.EventId + 1,
        HistoryBytes = state.HistoryBytes + next.CalculateSize(),
        SignalCount = next.EventType == EventType.WorkflowExecutionSignaled ? state.SignalCount + 1 : state.SignalCount,
    };

    /// <summary>
    /// Returns what an event does to the state, apart from counting. Applied once when an event is buffered and again
    /// when it gets its place, so a second time changes nothing more.
    /// </summary>
    internal static RunState Change(RunState state, HistoryEvent next) => next.EventType switch
    {
        EventType.WorkflowTaskScheduled => TaskScheduled(state, next),
        EventType.WorkflowTaskStarted => TaskStarted(state, next),
        EventType.WorkflowTaskCompleted => TaskCompleted(state, next),
        EventType.WorkflowTaskFailed => TaskFailed(state, next),
        EventType.WorkflowTaskTimedOut => TaskTimedOut(state, next.WorkflowTaskTimedOutEventAttributes),
        EventType.ActivityTaskScheduled => ActivityScheduled(state, next),
        EventType.ActivityTaskCompleted =>
            state.WithoutActivity(next.ActivityTaskCompletedEventAttributes.ScheduledEventId),
        EventType.ActivityTaskFailed => state.WithoutActivity(next.ActivityTaskFailedEventAttributes.ScheduledEventId),
        EventType.ActivityTaskTimedOut =>
            state.WithoutActivity(next.ActivityTaskTimedOutEventAttributes.ScheduledEventId),
        EventType.ActivityTaskCanceled =>
            state.WithoutActivity(next.ActivityTaskCanceledEventAttributes.ScheduledEventId),
        EventType.ActivityTaskCancelRequested => ActivityCancelRequested(state, next),
        EventType.TimerStarted => TimerStarted(state, next),
        EventType.TimerFired => state.WithoutTimer(next.TimerFiredEventAttributes.StartedEventId),
        EventType.TimerCanceled => state.WithoutTimer(next.TimerCanceledEventAttributes.StartedEventId),
        EventType.WorkflowExecutionSignaled => Signaled(state, next.WorkflowExecutionSignaledEventAttributes),
        EventType.WorkflowExecutionCancelRequested => state with { CancelRequested = true },
        EventType.UpsertWorkflowSearchAttributes => state with
        {
            SearchAttributes = Merge(
                state.SearchAttributes,
                next.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields),
        },
        EventType.WorkflowPropertiesModified => state with
        {
            Memo = Merge(state.Memo, next.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo?.Fields),
        },
        EventType.WorkflowExecutionCompleted => Closed(state, next, WorkflowExecutionStatus.Completed),
        EventType.WorkflowExecutionFailed => Closed(state, next, WorkflowExecutionStatus.Failed),
        EventType.WorkflowExecutionCanceled => Closed(state, next, WorkflowExecutionStatus.Canceled),
        EventType.WorkflowExecutionTerminated => Closed(state, next, WorkflowExecutionStatus.Terminated),
        EventType.WorkflowExecutionTimedOut => Closed(state, next, WorkflowExecutionStatus.TimedOut),
        EventType.WorkflowExecutionContinuedAsNew => Closed(state, next, WorkflowExecutionStatus.ContinuedAsNew),
        EventType.WorkflowExecutionUpdateAdmitted =>
            UpdateAdmitted(state, next.WorkflowExecutionUpdateAdmittedEventAttributes),
        EventType.WorkflowExecutionUpdateAccepted => UpdateAccepted(state, next),
        EventType.WorkflowExecutionUpdateCompleted =>
            UpdateCompleted(state, next.WorkflowExecutionUpdateCompletedEventAttributes),
        EventType.WorkflowExecutionOptionsUpdated =>
            OptionsUpdated(state, next.EventId, next.WorkflowExecutionOptionsUpdatedEventAttributes),
        _ => ChangeOthers(state, next),
    };

    private static RunState OptionsUpdated(
        RunState state, long eventId, WorkflowExecutionOptionsUpdatedEventAttributes updated)
    {
        if (updated.AttachedRequestId.Length > 0)
        {
            state = state with
            {
                AttachedRequestIds = state.AttachedRequestIds.SetItem(updated.AttachedRequestId, eventId),
            };
        }

        if (updated is { Priority: null, VersioningOverride: null, UnsetVersioningOverride: false }) return state;
        var options = state.Options?.Clone() ?? new WorkflowExecutionOptions { Priority = state.Start.Priority };
        if (updated.Priority is not null) options.Priority = updated.Priority;
        if (updated.VersioningOverride is not null) options.VersioningOverride = updated.VersioningOverride;
        if (updated.UnsetVersioningOverride) options.VersioningOverride = null;
        return state with { Options = options };
    }

    private static RunState Signaled(RunState state, WorkflowExecutionSignaledEventAttributes signal) =>
        signal.RequestId.Length == 0 || state.SignalRequestIds.Contains(signal.RequestId)
            ? state
            : state with { SignalRequestIds = state.SignalRequestIds.Add(signal.RequestId) };

    /// <summary>
    /// Of a closed run only what it shows stays pending: its activities, and its children, whose parent close
    /// policies may be due.
    /// </summary>
    private static RunState Closed(RunState state, HistoryEvent closing, WorkflowExecutionStatus status) => state with
    {
        Status = status,
        CloseEvent = closing,
        Task = null,
        Timers = state.Timers.Clear(),
        TimerIds = state.TimerIds.Clear(),
        Signals = state.Signals.Clear(),
        Cancels = state.Cancels.Clear(),
        Deadlines = [],
        Sticky = null,
        WaitsForFirstTask = false,
    };

    private static ImmutableDictionary<string, Payload> Merge(
        ImmutableDictionary<string, Payload> old, MapField<string, Payload>? changes)
    {
        if (changes is null || changes.Count == 0)
        {
            return old;
        }

        var merged = old.ToBuilder();
        foreach (var (key, value) in changes)
        {
            if (IsNull(value))
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value;
            }
        }

        return merged.ToImmutable();
    }

    /// <summary>
    /// Returns true when a payload deletes its key: it has no data, as null has none, or is an empty list.
    /// </summary>
    private static bool IsNull(Payload payload) => payload.Data.IsEmpty || payload.Data.Equals(EmptyListJson);

    private static readonly ByteString EmptyListJson = ByteString.CopyFromUtf8("[]");
}
