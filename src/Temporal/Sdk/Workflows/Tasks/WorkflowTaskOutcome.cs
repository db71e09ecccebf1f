using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Workflows.Tasks;

/// <summary>The answer to a workflow task.</summary>
internal abstract record WorkflowTaskOutcome
{
    private WorkflowTaskOutcome()
    {
    }

    public sealed record Completed(RespondWorkflowTaskCompletedRequest Request) : WorkflowTaskOutcome;

    public sealed record Failed(RespondWorkflowTaskFailedRequest Request) : WorkflowTaskOutcome;

    public sealed record QueryAnswered(RespondQueryTaskCompletedRequest Request) : WorkflowTaskOutcome;
}
