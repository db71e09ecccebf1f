using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>Signal, cancel, terminate, delete and reset runs.</summary>
internal sealed class WorkflowCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("SignalWorkflowExecution", static () => SignalWorkflowExecutionRequest.Parser, SignalAsync);
        calls.Add(
            "RequestCancelWorkflowExecution", static () => RequestCancelWorkflowExecutionRequest.Parser, CancelAsync);
        calls.Add("TerminateWorkflowExecution", static () => TerminateWorkflowExecutionRequest.Parser, TerminateAsync);
        calls.Add("DeleteWorkflowExecution", static () => DeleteWorkflowExecutionRequest.Parser, DeleteAsync);
        calls.Add("ResetWorkflowExecution", static () => ResetWorkflowExecutionRequest.Parser, ResetAsync);
    }

    private async Task<SignalWorkflowExecutionResponse> SignalAsync(
        SignalWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        CheckExecution(request.WorkflowExecution);
        Checks.Name(request.SignalName, "SignalName");
        Checks.Length(request.RequestId, "RequestId");
        Checks.Blob(request.Input);
        var input = SignalInput.From(request);
        var run = await ChangeAsync(
            space, request.WorkflowExecution, (state, at) => SignalDecision.Signal(state, input, at))
            .ConfigureAwait(false);
        return new SignalWorkflowExecutionResponse
        {
            Link = Links.Signal(run.Key, request.RequestId),
        };
    }

    private async Task<RequestCancelWorkflowExecutionResponse> CancelAsync(
        RequestCancelWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        CheckExecution(request.WorkflowExecution);
        var input = CancelInput.From(request);
        await ChangeAsync(space, request.WorkflowExecution, (state, at) => state.IsRunning
            ? CancelDecision.Request(state, input, at)
            : Transition.None(state)).ConfigureAwait(false);
        return new RequestCancelWorkflowExecutionResponse();
    }

    private async Task<TerminateWorkflowExecutionResponse> TerminateAsync(
        TerminateWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        CheckExecution(request.WorkflowExecution);
        var input = TerminateInput.From(request);
        await ChangeAsync(
            space, request.WorkflowExecution, (state, at) => TerminateDecision.Terminate(state, input, at))
            .ConfigureAwait(false);
        return new TerminateWorkflowExecutionResponse();
    }

    private async Task<DeleteWorkflowExecutionResponse> DeleteAsync(
        DeleteWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        CheckExecution(request.WorkflowExecution);
        var run = await context.Runs.FindAsync(space, request.WorkflowExecution).ConfigureAwait(false);
        await context.Engine.ChangeAsync(run, (state, at) => state.IsRunning
            ? TerminateDecision.Terminate(
                state, new TerminateInput("Delete workflow execution", null, Limits.ServiceIdentity), at)
            : Transition.None(state)).ConfigureAwait(false);
        await context.Engine.DeleteAsync(run).ConfigureAwait(false);
        return new DeleteWorkflowExecutionResponse();
    }

    private async Task<ResetWorkflowExecutionResponse> ResetAsync(
        ResetWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.RequestId.Length == 0) throw ServiceException.Invalid("RequestId is not set on request.");
        Checks.Length(request.RequestId, "RequestId");
        CheckExecution(request.WorkflowExecution);
        var run = await context.Runs.FindAsync(space, request.WorkflowExecution).ConfigureAwait(false);
        var started = await RunResetter.ResetAsync(context.Engine, space, run, request).ConfigureAwait(false);
        return new ResetWorkflowExecutionResponse { RunId = started.Key.RunId };
    }

    private async Task<RunEntry> ChangeAsync(
        Namespaces.Namespace space, WorkflowExecution execution, Func<RunState, Moment, Transition> decide)
    {
        while (true)
        {
            var run = await context.Runs.FindAsync(space, execution).ConfigureAwait(false);
            try
            {
                await context.Engine.ChangeAsync(run, decide).ConfigureAwait(false);
                return run;
            }
            catch (ServiceException refusal) when (refusal.Status == GrpcStatus.NotFound
                && execution.RunId.Length == 0 && !context.Runs.IsNewest(run))
            {
                // It went on as another run meanwhile, and the caller meant whichever is the newest.
            }
        }
    }

    private static void CheckExecution(WorkflowExecution? execution)
    {
        if (execution is null) throw ServiceException.Invalid("Execution is not set on request.");
        Checks.WorkflowId(execution.WorkflowId);
    }
}
