namespace Temporalio.Service.History;

/// <summary>Whether a workflow task has events while it is pending.</summary>
internal enum WorkflowTaskKind
{
    /// <summary>Scheduled and Started are in history.</summary>
    Normal,

    /// <summary>A further attempt after a failure: its events are written only when it completes.</summary>
    Transient,

    /// <summary>Made for an update: its events are written only when it leaves a trace. Lost in a crash.</summary>
    Speculative,
}
