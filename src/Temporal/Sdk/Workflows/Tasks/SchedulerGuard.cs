using System.Diagnostics.Tracing;
using Temporalio.Workflows.Running;

namespace Temporalio.Workflows.Tasks;

/// <summary>Sees tasks and timers at the moment when workflow code hands them to another scheduler. The runtime's
/// tracing of all
/// tasks of the process costs too much for a busy worker, so it is used where code is tried out: in replays and in
/// debug mode, and by <see cref="SchedulerTrials"/> while a worker's code is new to it.
/// Elsewhere the run finds out when such work comes back.</summary>
internal sealed class SchedulerGuard : EventListener
{
    private const string Tasks = "System.Threading.Tasks.TplEventSource";
    private const string Framework = "System.Diagnostics.Eventing.FrameworkEventSource";

    // The ids and keywords of .NET's own event sources: TaskScheduled, and ThreadTransferSend of kind 1 for a timer.
    private const int TaskScheduled = 7;
    private const int ThreadTransferSend = 150;
    private const EventKeywords TasksKeyword = (EventKeywords)0x2;
    private const EventKeywords ThreadTransferKeyword = (EventKeywords)0x10;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Tasks)
            EnableEvents(eventSource, EventLevel.Informational, TasksKeyword);
        else if (eventSource.Name == Framework)
            EnableEvents(eventSource, EventLevel.Informational, ThreadTransferKeyword);
    }

    // Called on the thread that writes the event; it must not throw.
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Workflow.Lent.Value is not WorkflowInstance { IsGuarded: true } workflow)
            return;
        if (eventData.EventId == TaskScheduled && eventData.EventSource.Name == Tasks)
        {
            if (eventData.Payload is { Count: > 0 } payload && payload[0] is int scheduler && scheduler != workflow.Id)
                workflow.OnLeftScheduler("Workflow code started a task on another scheduler.");
        }
        else if (eventData.EventId == ThreadTransferSend && eventData.EventSource.Name == Framework)
        {
            if (eventData.Payload is { Count: > 1 } payload && payload[1] is int kind && kind == 1)
                workflow.OnLeftScheduler("Workflow code started a timer of .NET.");
        }
    }
}
