using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.History;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Workers;

/// <summary>What workers tell of themselves, and lists of them.</summary>
internal sealed class WorkerCalls(FrontendContext context, WorkerRegistry workers)
{
    private const int DefaultPage = 1_000;

    public void Register(CallTable calls)
    {
        calls.Add("RecordWorkerHeartbeat", static () => RecordWorkerHeartbeatRequest.Parser, RecordAsync);
        calls.Add("ListWorkers", static () => ListWorkersRequest.Parser, ListAsync);
        calls.Add("CountWorkers", static () => CountWorkersRequest.Parser, CountAsync);
        calls.Add("DescribeWorker", static () => DescribeWorkerRequest.Parser, DescribeAsync);
    }

    private Task<RecordWorkerHeartbeatResponse> RecordAsync(RecordWorkerHeartbeatRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        foreach (var heartbeat in request.WorkerHeartbeat) workers.Record(space.Name, heartbeat);
        return Task.FromResult(new RecordWorkerHeartbeatResponse());
    }

    private Task<ListWorkersResponse> ListAsync(ListWorkersRequest request, CallContext call)
    {
        var skip = 0;
        if (!request.NextPageToken.IsEmpty && !int.TryParse(
            request.NextPageToken.ToStringUtf8(), NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            throw ServiceException.Invalid("Invalid NextPageToken.");
        var size = request.PageSize > 0 ? request.PageSize : DefaultPage;
        var page = Matching(request.Namespace, request.Query).Skip(skip).Take(size + 1).ToList();
        var answer = new ListWorkersResponse();
        foreach (var worker in page.Take(size))
        {
            answer.WorkersInfo.Add(new WorkerInfo { WorkerHeartbeat = worker });
            answer.Workers.Add(Entry(worker));
        }

        if (page.Count > size)
            answer.NextPageToken = ByteString.CopyFromUtf8((skip + size).ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(answer);
    }

    private Task<CountWorkersResponse> CountAsync(CountWorkersRequest request, CallContext call) =>
        Task.FromResult(new CountWorkersResponse { Count = Matching(request.Namespace, request.Query).Count() });

    private Task<DescribeWorkerResponse> DescribeAsync(DescribeWorkerRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        var worker = workers.Find(space.Name, request.WorkerInstanceKey)
            ?? throw RunRefusal.Missing($"Worker {request.WorkerInstanceKey} not found");
        return Task.FromResult(new DescribeWorkerResponse
        {
            WorkerInfo = new WorkerInfo { WorkerHeartbeat = worker },
        });
    }

    private IEnumerable<WorkerHeartbeat> Matching(string @namespace, string text)
    {
        var space = context.Namespaces.Get(@namespace);
        var query = Parse(text);
        return workers.Of(space.Name).Where(worker => query.Holds(new VisibilityRow(Row(worker), TypeOf)));
    }

    private static VisibilityQuery Parse(string text)
    {
        try
        {
            return QueryParser.Parse(text, TypeOf);
        }
        catch (ServiceException refused)
        {
            throw QueryException.ForWorkers(refused);
        }
    }

    private static IndexedValueType? TypeOf(string name) => name switch
    {
        "WorkerInstanceKey" or "WorkerIdentity" or "HostName" or "TaskQueue" or "DeploymentName" or "BuildId"
            or "SdkName" or "SdkVersion" or "WorkerStatus" or "Status" => IndexedValueType.Keyword,
        "StartTime" or "LastHeartbeatTime" or "HeartbeatTime" => IndexedValueType.Datetime,
        _ => null,
    };

    /// <summary>A worker as the query language sees it: like an execution with such attributes.</summary>
    private static WorkflowExecutionInfo Row(WorkerHeartbeat worker)
    {
        var attributes = new SearchAttributes();
        Put("WorkerInstanceKey", worker.WorkerInstanceKey);
        Put("WorkerIdentity", worker.WorkerIdentity);
        Put("HostName", worker.HostInfo?.HostName);
        Put("DeploymentName", worker.DeploymentVersion?.DeploymentName);
        Put("BuildId", worker.DeploymentVersion?.BuildId);
        Put("SdkName", worker.SdkName);
        Put("SdkVersion", worker.SdkVersion);
        Put("WorkerStatus", worker.Status.ToString());
        Put("Status", worker.Status.ToString());
        Put("HeartbeatTime", worker.HeartbeatTime?.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture));
        Put("LastHeartbeatTime", worker.HeartbeatTime?.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture));
        return new WorkflowExecutionInfo
        {
            TaskQueue = worker.TaskQueue, StartTime = worker.StartTime, SearchAttributes = attributes,
        };

        void Put(string name, string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            attributes.IndexedFields[name] = new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                Data = ByteString.CopyFromUtf8(JsonSerializer.Serialize(value)),
            };
        }
    }

    private static WorkerListInfo Entry(WorkerHeartbeat worker)
    {
        var entry = new WorkerListInfo
        {
            WorkerInstanceKey = worker.WorkerInstanceKey,
            WorkerIdentity = worker.WorkerIdentity,
            TaskQueue = worker.TaskQueue,
            DeploymentVersion = worker.DeploymentVersion,
            SdkName = worker.SdkName,
            SdkVersion = worker.SdkVersion,
            Status = worker.Status,
            StartTime = worker.StartTime,
            HostName = worker.HostInfo?.HostName ?? "",
            WorkerGroupingKey = worker.HostInfo?.WorkerGroupingKey ?? "",
            ProcessId = worker.HostInfo?.ProcessId ?? "",
        };
        entry.Plugins.Add(worker.Plugins);
        entry.Drivers.Add(worker.Drivers);
        return entry;
    }
}
