using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History;

/// <summary>Signals a run.</summary>
internal static class SignalDecision
{
    /// <summary>Returns the run with the signal; unchanged when a signal with that request id came before.</summary>
    /// <exception cref="ServiceException">
    /// NOT_FOUND: the run is closed. INVALID_ARGUMENT: it got too many signals.
    /// </exception>
    public static Transition Signal(RunState state, SignalInput signal, in Moment at)
    {
        RunRefusal.IfClosed(state);
        if (signal.RequestId.Length > 0 && state.SignalRequestIds.Contains(signal.RequestId))
        {
            return Transition.None(state);
        }

        if (Count(state) >= Limits.Signals)
        {
            throw ServiceException.Invalid("exceeded workflow execution limit for signal events");
        }

        var draft = new Draft(state, at);
        draft.Occur(signal.ToEvent());
        TaskScheduling.Ensure(draft);
        return draft.Finish();
    }

    private static int Count(RunState state)
    {
        var count = state.SignalCount;
        foreach (var buffered in state.Buffered)
        {
            count += buffered.EventType == EventType.WorkflowExecutionSignaled ? 1 : 0;
        }

        return count;
    }
}
