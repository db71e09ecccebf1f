using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.Namespaces;
using Status = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace Temporalio.Service.Frontend;

/// <summary>Update with start: both or nothing.</summary>
internal sealed class MultiOperationCalls(FrontendContext context, StartCalls starts, UpdateCalls updates)
{
    private const string Failed = "Update-with-Start could not be executed.";

    private const string AbortedType = "type.googleapis.com/temporal.api.failure.v1.MultiOperationExecutionAborted";

    public void Register(CallTable calls) =>
        calls.Add("ExecuteMultiOperation", static () => ExecuteMultiOperationRequest.Parser, ExecuteAsync);

    private async Task<ExecuteMultiOperationResponse> ExecuteAsync(
        ExecuteMultiOperationRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.Operations is not [{ StartWorkflow: { } start }, { UpdateWorkflow: { } update }])
            throw ServiceException.Invalid("Operations have to be exactly [Start, Update].");
        StartedRun started;
        try
        {
            UpdateCalls.Check(update);
            if (update.WorkflowExecution?.WorkflowId != start.WorkflowId)
                throw ServiceException.Invalid("WorkflowId is not consistent with previous operation(s).");
        }
        catch (ServiceException refusal)
        {
            throw Refuse(refusal, startFailed: false);
        }

        var prepared = updates.Prepare(update);
        var admitFailed = false;
        try
        {
            if (FindKnowing(space, update) is { } knowing)
                return await AttachAsync(knowing, prepared, call).ConfigureAwait(false);
            started = await starts.BeginAsync(space, start, Admit).ConfigureAwait(false);
        }
        catch (ServiceException refusal)
        {
            throw Refuse(refusal, startFailed: !admitFailed);
        }

        try
        {
            var updated = await prepared.AnswerAsync(call).ConfigureAwait(false);
            return Both(StartCalls.Answer(space, started), updated);
        }
        catch (ServiceException refusal)
        {
            throw Refuse(refusal, startFailed: false);
        }

        void Admit(RunEntry run)
        {
            admitFailed = true;
            prepared.Admit_NeedsLock(run);
            admitFailed = false;
        }
    }

    /// <summary>
    /// Returns the run that knows the update already: running, or closed with the update completed. Nothing is started
    /// for it again, whatever the policies say.
    /// </summary>
    private RunEntry? FindKnowing(Namespace space, UpdateWorkflowExecutionRequest update)
    {
        if (update.Request.Meta is not { UpdateId.Length: > 0 } meta) return null;
        if (context.Runs.Newest(space, update.WorkflowExecution.WorkflowId) is not { } run) return null;
        var state = run.State;
        return state.Updates.TryGetValue(meta.UpdateId, out var known) && (state.IsRunning || known.Outcome is not null)
            ? run
            : null;
    }

    private static async Task<ExecuteMultiOperationResponse> AttachAsync(
        RunEntry run, AdmittedUpdate update, CallContext call)
    {
        await run.Begun.ConfigureAwait(false);
        lock (run.Gate) update.Admit_NeedsLock(run);
        var updated = await update.AnswerAsync(call).ConfigureAwait(false);
        updated.Link = null;
        return Both(
            new StartWorkflowExecutionResponse { RunId = run.Key.RunId, Status = run.Durable.Status }, updated);
    }

    private static ExecuteMultiOperationResponse Both(
        StartWorkflowExecutionResponse start, UpdateWorkflowExecutionResponse update) => new()
    {
        Responses =
        {
            new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = start },
            new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = update },
        },
    };

    private static ServiceException Refuse(ServiceException refusal, bool startFailed)
    {
        var aborted = new Status
        {
            Code = (int)GrpcStatus.Aborted,
            Message = "Operation was aborted.",
            Details = { new Any { TypeUrl = AbortedType } },
        };
        var failed = new Status { Code = (
            int)refusal.Status, Message = refusal.Message, Details = { refusal.Details } };
        var detail = new MultiOperationExecutionFailure();
        detail.Statuses.Add(startFailed ? [failed, aborted] : new[] { aborted, failed });
        return ServiceException.With(refusal.Status, Failed, detail);
    }
}
