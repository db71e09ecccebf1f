namespace Temporalio.Exceptions;

/// <summary>Workflow code does not match the history of its run.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message)
        : base(message)
    {
    }
}
