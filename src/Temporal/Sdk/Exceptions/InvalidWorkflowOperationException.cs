namespace Temporalio.Exceptions;

/// <summary>Workflow code did what it must not do. The workflow task fails and is tried again.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message)
        : base(message)
    {
    }
}
