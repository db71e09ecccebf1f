using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>When something has to happen in a run, whatever anybody does.</summary>
/// <param name="Timers">Moments at which timers fire.</param>
/// <param name="Limits">The longest time of an attempt, by activity.</param>
internal sealed record DueTimes(
    IReadOnlyCollection<DateTimeOffset> Timers, IReadOnlyDictionary<string, TimeSpan> Limits)
{
    public static DueTimes None { get; } = new([], new Dictionary<string, TimeSpan>());

    /// <summary>Those of a run, by its events so far.</summary>
    public static DueTimes Of(WorkflowHistory history)
    {
        var timers = new Dictionary<long, DateTimeOffset>();
        var limits = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var happened in history.Events)
        {
            switch (happened.EventType)
            {
                case EventType.TimerStarted:
                    var timer = happened.TimerStartedEventAttributes;
                    timers[happened.EventId] = happened.EventTime.ToDateTimeOffset() + timer.StartToFireTimeout.ToTimeSpan();
                    break;
                case EventType.TimerFired:
                    timers.Remove(happened.TimerFiredEventAttributes.StartedEventId);
                    break;
                case EventType.TimerCanceled:
                    timers.Remove(happened.TimerCanceledEventAttributes.StartedEventId);
                    break;
                case EventType.ActivityTaskScheduled:
                    var activity = happened.ActivityTaskScheduledEventAttributes;
                    limits[activity.ActivityId] = activity.StartToCloseTimeout.ToTimeSpan();
                    break;
            }
        }

        return new DueTimes(timers.Values, limits);
    }

    /// <summary>True when one of them has come.</summary>
    public bool HavePassed(IEnumerable<PendingActivityInfo> activities, DateTimeOffset now) =>
        Timers.Any(due => due <= now) || activities.Any(activity =>
            activity is { State: PendingActivityState.Started, LastStartedTime: not null }
            && Limits.TryGetValue(activity.ActivityId, out var limit)
            && activity.LastStartedTime.ToDateTimeOffset() + limit <= now);
}
