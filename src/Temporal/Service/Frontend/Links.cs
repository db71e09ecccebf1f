using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>Links to events of a run, which answers carry.</summary>
internal static class Links
{
    /// <summary>Returns a link to an event.</summary>
    public static Link Event(RunKey run, long eventId, EventType type)
    {
        var link = Of(run);
        link.WorkflowEvent.EventRef = new Link.Types.WorkflowEvent.Types.EventReference
        {
            EventId = eventId, EventType = type,
        };
        return link;
    }

    /// <summary>Returns a link to the event of a signal.</summary>
    public static Link Signal(RunKey run, string requestId)
    {
        var link = Of(run);
        link.WorkflowEvent.RequestIdRef = new Link.Types.WorkflowEvent.Types.RequestIdReference
        {
            RequestId = requestId, EventType = EventType.WorkflowExecutionSignaled,
        };
        return link;
    }

    /// <summary>Returns a link to the event by which a start was attached to a run at work.</summary>
    public static Link Attached(RunKey run, string requestId)
    {
        var link = Of(run);
        link.WorkflowEvent.RequestIdRef = new Link.Types.WorkflowEvent.Types.RequestIdReference
        {
            RequestId = requestId, EventType = EventType.WorkflowExecutionOptionsUpdated,
        };
        return link;
    }

    /// <summary>Returns a link to what came of an update: to its Accepted event, or to the workflow when it failed.</summary>
    public static Link Update(RunKey run, Outcome? outcome)
    {
        if (outcome?.Failure is not null)
        {
            return new Link
            {
                Workflow = new Link.Types.Workflow
                {
                    Namespace = run.Namespace,
                    WorkflowId = run.WorkflowId,
                    RunId = run.RunId,
                    Reason = "Update rejected",
                },
            };
        }

        var link = Of(run);
        link.WorkflowEvent.RequestIdRef = new Link.Types.WorkflowEvent.Types.RequestIdReference
        {
            EventType = EventType.WorkflowExecutionUpdateAccepted,
        };
        return link;
    }

    private static Link Of(RunKey run) => new()
    {
        WorkflowEvent = new Link.Types.WorkflowEvent
        {
            Namespace = run.Namespace, WorkflowId = run.WorkflowId, RunId = run.RunId,
        },
    };
}
