using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>An activation has run.</summary>
public class WorkflowTaskCompletedEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskCompletedEventArgs(
        IWorkflowContext workflow, WorkflowDefinition definition, Exception? taskFailureException)
        : base(workflow, definition) => TaskFailureException = taskFailureException;

    /// <summary>Gets why the task failed; null when it did not. A failed workflow is no failed task.</summary>
    public Exception? TaskFailureException { get; }
}
