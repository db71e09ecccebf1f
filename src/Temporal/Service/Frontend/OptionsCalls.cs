using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>Changes the options of a run.</summary>
internal sealed class OptionsCalls(FrontendContext context)
{
    public void Register(CallTable calls) => calls.Add(
        "UpdateWorkflowExecutionOptions", static () => UpdateWorkflowExecutionOptionsRequest.Parser, UpdateAsync);

    private async Task<UpdateWorkflowExecutionOptionsResponse> UpdateAsync(
        UpdateWorkflowExecutionOptionsRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.WorkflowExecution is null || request.WorkflowExecution.WorkflowId.Length == 0)
            throw ServiceException.Invalid("WorkflowId is not set on request.");
        if (request.UpdateMask is null) throw ServiceException.Invalid("UpdateMask is not provided");
        var options = request.WorkflowExecutionOptions ?? new WorkflowExecutionOptions();
        var run = await context.Runs.FindAsync(space, request.WorkflowExecution).ConfigureAwait(false);
        var changed = await context.Engine.ChangeAsync(run, (state, at) =>
            OptionsDecision.Update(state, options, request.UpdateMask, request.Identity, at)).ConfigureAwait(false);
        return new UpdateWorkflowExecutionOptionsResponse { WorkflowExecutionOptions = changed.State.Options };
    }
}
