namespace Temporalio.Service.History;

/// <summary>Ends a run whose history grew beyond the limits.</summary>
internal static class HistoryLimit
{
    /// <summary>Terminates the drafted run when it has too many events or bytes.</summary>
    public static void Enforce(Draft draft)
    {
        if (!draft.State.IsRunning)
        {
            return;
        }

        if (draft.State.EventCount > Limits.Events)
        {
            Termination.Write(draft, "Workflow history count exceeds limit.", null, Limits.ServiceIdentity);
        }
        else if (draft.State.HistoryBytes > Limits.Bytes)
        {
            Termination.Write(draft, "Workflow history size exceeds limit.", null, Limits.ServiceIdentity);
        }
    }
}
