using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>One activation of a workflow.</summary>
public abstract class WorkflowTaskEventArgs : EventArgs
{
    private readonly IWorkflowContext _workflow;

    private protected WorkflowTaskEventArgs(IWorkflowContext workflow, WorkflowDefinition definition)
    {
        _workflow = workflow;
        WorkflowDefinition = definition;
    }

    /// <summary>Gets the run.</summary>
    public WorkflowInfo WorkflowInfo => _workflow.Info;

    /// <summary>Gets the workflow's definition.</summary>
    public WorkflowDefinition WorkflowDefinition { get; }
}
