using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Workflows.Tasks;

/// <summary>The answer to a workflow task.</summary>
internal abstract record WorkflowTaskOutcome
{
    private WorkflowTaskOutcome()
    {
    }

    /// <summary>Gets the run, which takes no other task until the answer is released; null for an answer that came while
    /// the run's code did not come back.</summary>
    public WorkflowRun? Run { get; init; }

    public sealed record Completed(RespondWorkflowTaskCompletedRequest Request) : WorkflowTaskOutcome;

    public sealed record Failed(RespondWorkflowTaskFailedRequest Request) : WorkflowTaskOutcome;

    public sealed record QueryAnswered(RespondQueryTaskCompletedRequest Request) : WorkflowTaskOutcome;
}
