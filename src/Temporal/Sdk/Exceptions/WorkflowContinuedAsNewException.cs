namespace Temporalio.Exceptions;

/// <summary>A run was waited for without following it, and it continued as a new one.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowContinuedAsNewException"/> class.</summary>
    /// <param name="newRunId">The new run's id.</param>
    public WorkflowContinuedAsNewException(string newRunId)
        : base("Workflow continued as new") => NewRunId = newRunId;

    /// <summary>Gets the new run's id.</summary>
    public string NewRunId { get; }
}
