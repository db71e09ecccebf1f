namespace Temporalio.Exceptions;

/// <summary>A workflow did not complete; the inner exception says why.</summary>
public class WorkflowFailedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowFailedException"/> class.</summary>
    /// <param name="inner">Why.</param>
    public WorkflowFailedException(Exception? inner)
        : base("Workflow failed", inner)
    {
    }
}
