using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>Calls of those who operate a service: many workflows at once, workers, queues.</summary>
public abstract partial class WorkflowService
{
    /// <summary>Calls CountWorkers.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<CountWorkersResponse> CountWorkersAsync(CountWorkersRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("CountWorkers", req, CountWorkersResponse.Parser, options);

    /// <summary>Calls DescribeBatchOperation.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<DescribeBatchOperationResponse> DescribeBatchOperationAsync(
        DescribeBatchOperationRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("DescribeBatchOperation", req, DescribeBatchOperationResponse.Parser, options);

    /// <summary>Calls DescribeWorker.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<DescribeWorkerResponse> DescribeWorkerAsync(DescribeWorkerRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("DescribeWorker", req, DescribeWorkerResponse.Parser, options);

    /// <summary>Calls ListArchivedWorkflowExecutions.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<ListArchivedWorkflowExecutionsResponse> ListArchivedWorkflowExecutionsAsync(
        ListArchivedWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListArchivedWorkflowExecutions", req, ListArchivedWorkflowExecutionsResponse.Parser, options);

    /// <summary>Calls ListBatchOperations.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<ListBatchOperationsResponse> ListBatchOperationsAsync(
        ListBatchOperationsRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListBatchOperations", req, ListBatchOperationsResponse.Parser, options);

    /// <summary>Calls ListWorkerDeployments.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<ListWorkerDeploymentsResponse> ListWorkerDeploymentsAsync(
        ListWorkerDeploymentsRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListWorkerDeployments", req, ListWorkerDeploymentsResponse.Parser, options);

    /// <summary>Calls ListWorkers.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<ListWorkersResponse> ListWorkersAsync(ListWorkersRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListWorkers", req, ListWorkersResponse.Parser, options);

    /// <summary>Calls RecordWorkerHeartbeat.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<RecordWorkerHeartbeatResponse> RecordWorkerHeartbeatAsync(
        RecordWorkerHeartbeatRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("RecordWorkerHeartbeat", req, RecordWorkerHeartbeatResponse.Parser, options);

    /// <summary>Calls StartBatchOperation.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<StartBatchOperationResponse> StartBatchOperationAsync(
        StartBatchOperationRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("StartBatchOperation", req, StartBatchOperationResponse.Parser, options);

    /// <summary>Calls StopBatchOperation.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<StopBatchOperationResponse> StopBatchOperationAsync(
        StopBatchOperationRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("StopBatchOperation", req, StopBatchOperationResponse.Parser, options);

    /// <summary>Calls UpdateTaskQueueConfig.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<UpdateTaskQueueConfigResponse> UpdateTaskQueueConfigAsync(
        UpdateTaskQueueConfigRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UpdateTaskQueueConfig", req, UpdateTaskQueueConfigResponse.Parser, options);

    /// <summary>Calls UpdateWorkflowExecutionOptions.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<UpdateWorkflowExecutionOptionsResponse> UpdateWorkflowExecutionOptionsAsync(
        UpdateWorkflowExecutionOptionsRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UpdateWorkflowExecutionOptions", req, UpdateWorkflowExecutionOptionsResponse.Parser, options);
}
