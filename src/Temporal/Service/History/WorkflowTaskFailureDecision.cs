using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>A worker cannot complete a workflow task.</summary>
internal static class WorkflowTaskFailureDecision
{
    /// <summary>Returns the run with the task failed and the next attempt scheduled.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: that task is not the running one.</exception>
    public static Transition Fail(
        RunState state, WorkflowTaskToken token, RespondWorkflowTaskFailedRequest request, in Moment at)
    {
        token.Require(state);
        var draft = new Draft(state, at);
        TaskEnding.Fail(draft, request.Cause, request.Failure, request.Identity);
        TaskScheduling.Ensure(draft);
        UpdateDecision.EnsureTask(draft);
        return draft.Finish();
    }
}
