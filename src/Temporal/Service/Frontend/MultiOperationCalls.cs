using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
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
            started = await starts.BeginAsync(space, start, Admit).ConfigureAwait(false);
        }
        catch (ServiceException refusal)
        {
            throw Refuse(refusal, startFailed: !admitFailed);
        }

        try
        {
            var updated = await prepared.AnswerAsync(call).ConfigureAwait(false);
            return new ExecuteMultiOperationResponse
            {
                Responses =
                {
                    new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = StartCalls.Answer(
                        space, started) },
                    new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = updated },
                },
            };
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
