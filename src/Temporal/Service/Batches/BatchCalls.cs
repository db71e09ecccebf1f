using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.History;

namespace Temporalio.Service.Batches;

/// <summary>The calls about batch operations.</summary>
internal sealed class BatchCalls(FrontendContext context, BatchEngine batches, VisibilityCalls visibility)
{
    private const int DefaultPage = 100;

    private const string Incomplete = "must provide required parameters: BatchType,Reason,Namespace, "
        + "AND one of (Query OR Executions OR TargetExecutions)";

    public void Register(CallTable calls)
    {
        calls.Add("StartBatchOperation", static () => StartBatchOperationRequest.Parser, StartAsync);
        calls.Add("StopBatchOperation", static () => StopBatchOperationRequest.Parser, StopAsync);
        calls.Add("DescribeBatchOperation", static () => DescribeBatchOperationRequest.Parser, DescribeAsync);
        calls.Add("ListBatchOperations", static () => ListBatchOperationsRequest.Parser, ListAsync);
    }

    private async Task<StartBatchOperationResponse> StartAsync(StartBatchOperationRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.JobId.Length == 0) throw ServiceException.Invalid("JobId is not set on request.");
        Checks.Length(request.JobId, "JobId");
        var targets = Targets(request);
        var sources = (request.VisibilityQuery.Length > 0 ? 1 : 0) + (targets.Count > 0 ? 1 : 0);
        if (request.OperationCase == StartBatchOperationRequest.OperationOneofCase.None
            || request.Reason.Length == 0 || sources == 0) throw ServiceException.Invalid(Incomplete);
        if (sources > 1)
        {
            throw ServiceException.Invalid(
                "visibility query, executions, and target executions are mutually exclusive");
        }

        if (request.SignalOperation is { Signal.Length: 0 })
            throw ServiceException.Invalid("must provide signal name");
        var job = request.Clone();
        job.TargetExecutions.Clear();
        job.Executions.Clear();
        job.Executions.Add(targets.Count > 0 ? targets : Found(space.Name, request));
        var progress = new DescribeBatchOperationResponse
        {
            OperationType = BatchJob.TypeOf(request),
            JobId = request.JobId,
            State = BatchOperationState.Running,
            StartTime = context.Engine.Now.Now.Wire(),
            TotalOperationCount = job.Executions.Count,
            Identity = BatchJob.IdentityOf(request),
            Reason = request.Reason,
            Query = request.VisibilityQuery,
        };
        progress.Executions.Add(targets.Select(one => new Execution
        {
            Type = ExecutionType.Workflow, BusinessId = one.WorkflowId, RunId = one.RunId,
        }));
        if (!await batches.StartAsync(new BatchJob(job, progress)).ConfigureAwait(false))
        {
            throw new ServiceException(
                GrpcStatus.AlreadyExists, $"Batch operation already exists. JobId: {request.JobId}");
        }

        return new StartBatchOperationResponse();
    }

    /// <summary>What a query finds: only open executions, unless it is for an operation on closed ones too.</summary>
    private IEnumerable<WorkflowExecution> Found(string @namespace, StartBatchOperationRequest request)
    {
        var closedToo = request.OperationCase is StartBatchOperationRequest.OperationOneofCase.DeletionOperation
            or StartBatchOperationRequest.OperationOneofCase.ResetOperation;
        return visibility.Matching(@namespace, request.VisibilityQuery, out _)
            .Where(row => closedToo || row.Info.Status == WorkflowExecutionStatus.Running)
            .Select(row => row.Info.Execution);
    }

    private async Task<StopBatchOperationResponse> StopAsync(StopBatchOperationRequest request, CallContext call)
    {
        var job = Find(request.Namespace, request.JobId, request.Reason.Length == 0
            ? ServiceException.Invalid("Reason is not set on request.")
            : null);
        if (!job.IsRunning || !await batches.StopAsync(
            request.Namespace, request.JobId, request.Reason, request.Identity).ConfigureAwait(false))
            throw RunRefusal.Completed();
        return new StopBatchOperationResponse();
    }

    private Task<DescribeBatchOperationResponse> DescribeAsync(
        DescribeBatchOperationRequest request, CallContext call) =>
        Task.FromResult(Find(request.Namespace, request.JobId, null).Progress);

    private Task<ListBatchOperationsResponse> ListAsync(ListBatchOperationsRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        var skip = 0;
        if (!request.NextPageToken.IsEmpty && !int.TryParse(
            request.NextPageToken.ToStringUtf8(), NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            throw ServiceException.Invalid("Invalid NextPageToken.");
        var size = request.PageSize > 0 ? request.PageSize : DefaultPage;
        var page = batches.Of(space.Name).Skip(skip).Take(size + 1).ToList();
        var answer = new ListBatchOperationsResponse();
        answer.OperationInfo.Add(page.Take(size).Select(job => new BatchOperationInfo
        {
            JobId = job.Request.JobId,
            State = job.Progress.State,
            StartTime = job.Progress.StartTime,
            CloseTime = job.Progress.CloseTime,
            OperationType = job.Progress.OperationType,
        }));
        if (page.Count > size)
            answer.NextPageToken = ByteString.CopyFromUtf8((skip + size).ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(answer);
    }

    private BatchJob Find(string @namespace, string jobId, ServiceException? refusal)
    {
        var space = context.Namespaces.Get(@namespace);
        if (jobId.Length == 0) throw ServiceException.Invalid("JobId is not set on request.");
        if (refusal is not null) throw refusal;
        return batches.Find(space.Name, jobId) ?? throw RunRefusal.Missing($"workflow not found for ID: {jobId}");
    }

    private static List<WorkflowExecution> Targets(StartBatchOperationRequest request)
    {
        if (request.TargetExecutions.Any(one => one.Type == ExecutionType.Activity))
            throw new ServiceException(GrpcStatus.Unimplemented, "Batches of standalone activities are not supported.");
        return
        [
            .. request.Executions,
            .. request.TargetExecutions.Select(
                one => new WorkflowExecution { WorkflowId = one.BusinessId, RunId = one.RunId }),
        ];
    }
}
