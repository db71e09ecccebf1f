namespace Temporalio.Exceptions;

/// <summary>A workflow of this id is there already.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowAlreadyStartedException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="workflowId">Its id.</param>
    /// <param name="runId">Its run id.</param>
    public WorkflowAlreadyStartedException(string message, string workflowId, string runId)
        : this(message, workflowId, "<unknown>", runId)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowAlreadyStartedException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="workflowId">Its id.</param>
    /// <param name="workflowType">The type that was to start.</param>
    /// <param name="runId">Its run id.</param>
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message) => (WorkflowId, WorkflowType, RunId) = (workflowId, workflowType, runId);

    /// <summary>Gets the id of the workflow that is there.</summary>
    public string WorkflowId { get; }

    /// <summary>Gets the type that was to start.</summary>
    public string WorkflowType { get; }

    /// <summary>Gets the run id of the workflow that is there.</summary>
    public string RunId { get; }
}
