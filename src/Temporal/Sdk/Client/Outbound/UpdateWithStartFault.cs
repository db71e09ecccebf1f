using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <summary>Rules and faults of update-with-start.</summary>
internal static class UpdateWithStartFault
{
    private const string Aborted = "temporal.api.failure.v1.MultiOperationExecutionAborted";

    /// <summary>Throws when the start has an option that cannot go together with an update.</summary>
    public static void ThrowIfNotAllowed(WorkflowOptions options)
    {
        if (options.StartSignal != null || options.StartSignalArgs != null)
        {
            throw new ArgumentException("StartSignal cannot go together with an update.");
        }

        if (options.RequestEagerStart)
        {
            throw new ArgumentException("RequestEagerStart cannot go together with an update.");
        }

        if (options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified)
        {
            throw new ArgumentException("IdConflictPolicy is not set; an update with start needs it.");
        }

        if (options.Rpc != null)
        {
            throw new ArgumentException("Rpc is set on the start; it belongs to the update's options.");
        }
    }

    /// <summary>Returns the fault by its own name: the part that failed first, not the call as a whole.</summary>
    public static Exception Name(Exception fault, WithStartWorkflowOperation start)
    {
        if (fault is RpcException whole && whole.Detail<MultiOperationExecutionFailure>() is { } parts
            && parts.Statuses.FirstOrDefault(part => part.Code != (int)RpcException.StatusCode.OK
                && !part.Details.Any(detail => detail.TypeUrl.EndsWith(Aborted, StringComparison.Ordinal)))
                is { } first)
        {
            var status = new Api.Common.V1.GrpcStatus { Code = first.Code, Message = first.Message };
            status.Details.AddRange(first.Details);
            fault = new RpcException(status, whole);
        }

        if (fault is not WorkflowUpdateRpcTimeoutOrCanceledException && UpdateCalls.IsTimeoutOrCancel(fault))
        {
            return new WorkflowUpdateRpcTimeoutOrCanceledException(fault);
        }

        return fault is RpcException { Code: RpcException.StatusCode.AlreadyExists } taken
            && taken.Detail<WorkflowExecutionAlreadyStartedFailure>() is { } detail
                ? new WorkflowAlreadyStartedException(
                    taken.Message, start.Options.Id ?? string.Empty, start.Workflow, detail.RunId)
                : fault;
    }
}
