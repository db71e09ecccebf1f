namespace Temporalio.Exceptions;

/// <summary>A query's handler failed, or there is none.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowQueryFailedException"/> class.</summary>
    /// <param name="message">What happened.</param>
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
