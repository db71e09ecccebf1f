namespace Temporalio.Exceptions;

/// <summary>An update was rejected or failed; the inner exception says why.</summary>
public class WorkflowUpdateFailedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateFailedException"/> class.</summary>
    /// <param name="inner">Why.</param>
    public WorkflowUpdateFailedException(Exception? inner)
        : base("Workflow update failed", inner)
    {
    }
}
