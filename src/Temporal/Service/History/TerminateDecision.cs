namespace Temporalio.Service.History;

/// <summary>Ends a run by force.</summary>
internal static class TerminateDecision
{
    /// <summary>Returns the terminated run.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: the run is closed.</exception>
    public static Transition Terminate(RunState state, TerminateInput input, in Moment at)
    {
        RunRefusal.IfClosed(state);
        var draft = new Draft(state, at);
        Termination.Write(draft, input.Reason, input.Details, input.Identity);
        return draft.Finish();
    }
}
