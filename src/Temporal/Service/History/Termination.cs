using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Writes the forced end of a run.</summary>
internal static class Termination
{
    /// <summary>Fails the running workflow task, places buffered events, and writes the Terminated event.</summary>
    public static void Write(Draft draft, string reason, Payloads? details, string identity)
    {
        if (draft.State.Task is { IsStarted: true })
        {
            TaskEnding.Fail(
                draft, WorkflowTaskFailedCause.ForceCloseCommand, failure: null, Limits.ServiceIdentity);
        }

        draft.Flush();
        draft.Write(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionTerminated,
            WorkflowExecutionTerminatedEventAttributes = new WorkflowExecutionTerminatedEventAttributes
            {
                Reason = reason,
                Details = details,
                Identity = identity,
            },
        });
    }
}
