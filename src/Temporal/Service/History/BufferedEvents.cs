using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>How buffered events get their order and their references once they get ids.</summary>
internal static class BufferedEvents
{
    /// <summary>Stands for the id of a Started event that is buffered too.</summary>
    public const long StartedBuffered = ChildState.StartedBuffered;

    /// <summary>Returns true for the ending of an activity or of a child: those stand behind all others.</summary>
    public static bool IsEnding(HistoryEvent next) => next.EventType is
        EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed
        or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed
        or EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTimedOut
        or EventType.ChildWorkflowExecutionTerminated;

    /// <summary>Notes which Started event belongs to which Scheduled or Initiated event.</summary>
    public static void Remember(Dictionary<long, long> started, HistoryEvent written)
    {
        if (written.EventType == EventType.ActivityTaskStarted)
        {
            started[written.ActivityTaskStartedEventAttributes.ScheduledEventId] = written.EventId;
        }
        else if (written.EventType == EventType.ChildWorkflowExecutionStarted)
        {
            started[written.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId] = written.EventId;
        }
    }

    /// <summary>Replaces the stand-in for a Started event's id by the id.</summary>
    public static void PointToStarted(HistoryEvent ending, Dictionary<long, long> started)
    {
        switch (ending.EventType)
        {
            case EventType.ActivityTaskCompleted:
                var completed = ending.ActivityTaskCompletedEventAttributes;
                completed.StartedEventId = Resolve(completed.StartedEventId, completed.ScheduledEventId, started);
                break;
            case EventType.ActivityTaskFailed:
                var failed = ending.ActivityTaskFailedEventAttributes;
                failed.StartedEventId = Resolve(failed.StartedEventId, failed.ScheduledEventId, started);
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = ending.ActivityTaskTimedOutEventAttributes;
                timedOut.StartedEventId = Resolve(timedOut.StartedEventId, timedOut.ScheduledEventId, started);
                break;
            case EventType.ActivityTaskCanceled:
                var canceled = ending.ActivityTaskCanceledEventAttributes;
                canceled.StartedEventId = Resolve(canceled.StartedEventId, canceled.ScheduledEventId, started);
                break;
            default:
                PointChildToStarted(ending, started);
                break;
        }
    }

    private static void PointChildToStarted(HistoryEvent ending, Dictionary<long, long> started)
    {
        switch (ending.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted:
                var completed = ending.ChildWorkflowExecutionCompletedEventAttributes;
                completed.StartedEventId = Resolve(completed.StartedEventId, completed.InitiatedEventId, started);
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = ending.ChildWorkflowExecutionFailedEventAttributes;
                failed.StartedEventId = Resolve(failed.StartedEventId, failed.InitiatedEventId, started);
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                var canceled = ending.ChildWorkflowExecutionCanceledEventAttributes;
                canceled.StartedEventId = Resolve(canceled.StartedEventId, canceled.InitiatedEventId, started);
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                var timedOut = ending.ChildWorkflowExecutionTimedOutEventAttributes;
                timedOut.StartedEventId = Resolve(timedOut.StartedEventId, timedOut.InitiatedEventId, started);
                break;
            default:
                var terminated = ending.ChildWorkflowExecutionTerminatedEventAttributes;
                terminated.StartedEventId = Resolve(terminated.StartedEventId, terminated.InitiatedEventId, started);
                break;
        }
    }

    private static long Resolve(long startedEventId, long firstEventId, Dictionary<long, long> started) =>
        startedEventId == StartedBuffered ? started[firstEventId] : startedEventId;
}
