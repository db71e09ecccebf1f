using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Batches;

/// <summary>A batch operation as it stands. Its executions are fixed at the start, so that a restart goes on with the
/// same ones.</summary>
/// <param name="Request">What was asked for, with the executions that a query found.</param>
/// <param name="Progress">What describe answers.</param>
internal sealed record BatchJob(StartBatchOperationRequest Request, DescribeBatchOperationResponse Progress)
{
    /// <summary>Whether executions are left.</summary>
    public bool IsRunning => Progress.State == BatchOperationState.Running;

    /// <summary>Returns the bytes that the store keeps: both messages, each after its length.</summary>
    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        Request.WriteDelimitedTo(bytes);
        Progress.WriteDelimitedTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Returns what <see cref="Encode"/> wrote.</summary>
    public static BatchJob Decode(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var request = StartBatchOperationRequest.Parser.ParseDelimitedFrom(stream);
        return new BatchJob(request, DescribeBatchOperationResponse.Parser.ParseDelimitedFrom(stream));
    }

    /// <summary>What the request does, by its operation.</summary>
    public static BatchOperationType TypeOf(StartBatchOperationRequest request) => request.OperationCase switch
    {
        StartBatchOperationRequest.OperationOneofCase.TerminationOperation => BatchOperationType.TerminateWorkflow,
        StartBatchOperationRequest.OperationOneofCase.SignalOperation => BatchOperationType.SignalWorkflow,
        StartBatchOperationRequest.OperationOneofCase.CancellationOperation => BatchOperationType.CancelWorkflow,
        StartBatchOperationRequest.OperationOneofCase.DeletionOperation => BatchOperationType.DeleteWorkflow,
        StartBatchOperationRequest.OperationOneofCase.ResetOperation => BatchOperationType.ResetWorkflow,
        StartBatchOperationRequest.OperationOneofCase.UpdateWorkflowOptionsOperation =>
            BatchOperationType.UpdateWorkflowExecutionOptions,
        StartBatchOperationRequest.OperationOneofCase.UnpauseActivitiesOperation => BatchOperationType.UnpauseActivity,
        StartBatchOperationRequest.OperationOneofCase.ResetActivitiesOperation => BatchOperationType.ResetActivity,
        StartBatchOperationRequest.OperationOneofCase.UpdateActivityOptionsOperation =>
            BatchOperationType.UpdateActivityOptions,
        _ => BatchOperationType.Unspecified,
    };

    /// <summary>Who asked, as the operation names it.</summary>
    public static string IdentityOf(StartBatchOperationRequest request) => request.OperationCase switch
    {
        StartBatchOperationRequest.OperationOneofCase.TerminationOperation => request.TerminationOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.SignalOperation => request.SignalOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.CancellationOperation => request.CancellationOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.DeletionOperation => request.DeletionOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.ResetOperation => request.ResetOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.UpdateWorkflowOptionsOperation =>
            request.UpdateWorkflowOptionsOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.UnpauseActivitiesOperation =>
            request.UnpauseActivitiesOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.ResetActivitiesOperation =>
            request.ResetActivitiesOperation.Identity,
        StartBatchOperationRequest.OperationOneofCase.UpdateActivityOptionsOperation =>
            request.UpdateActivityOptionsOperation.Identity,
        _ => "",
    };
}
