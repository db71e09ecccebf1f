using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Asks a run to cancel itself.</summary>
internal static class CancelDecision
{
    /// <summary>Returns the run with the request; unchanged when it is closed or was asked before.</summary>
    public static Transition Request(RunState state, CancelInput cancel, in Moment at)
    {
        if (!state.IsRunning || state.CancelRequested)
        {
            return Transition.None(state);
        }

        var draft = new Draft(state, at);
        draft.Occur(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionCancelRequested,
            WorkflowExecutionCancelRequestedEventAttributes = cancel.Attributes,
        });
        TaskScheduling.Ensure(draft);
        return draft.Finish();
    }
}
