using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Frontend;

/// <summary>What task queues tell of themselves.</summary>
internal sealed class TaskQueueCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("DescribeTaskQueue", static () => DescribeTaskQueueRequest.Parser, DescribeAsync);
        calls.Add("ListTaskQueuePartitions", static () => ListTaskQueuePartitionsRequest.Parser, PartitionsAsync);
    }

    private Task<DescribeTaskQueueResponse> DescribeAsync(DescribeTaskQueueRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Checks.Queue(request.TaskQueue);
        var kind = request.TaskQueueType == TaskQueueType.Activity ? QueueKind.Activity : QueueKind.Workflow;
        var queue = context.Engine.Queues.Find(new QueueKey(space.Name, request.TaskQueue.Name, kind));
        var answer = new DescribeTaskQueueResponse();
        if (queue is null) return Task.FromResult(answer);
        answer.Pollers.Add(queue.Pollers().Select(poller => new PollerInfo
        {
            Identity = poller.Identity,
            LastAccessTime = poller.LastAccess.ToTimestamp(),
            RatePerSecond = 100_000,
            WorkerVersionCapabilities = poller.Capabilities,
        }));
        if (request.ReportStats)
        {
            answer.Stats = new TaskQueueStats
            {
                ApproximateBacklogCount = queue.BacklogCount,
                ApproximateBacklogAge = Duration.FromTimeSpan(queue.BacklogAge),
            };
        }

        return Task.FromResult(answer);
    }

    private Task<ListTaskQueuePartitionsResponse> PartitionsAsync(
        ListTaskQueuePartitionsRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        Checks.Queue(request.TaskQueue);
        var only = new TaskQueuePartitionMetadata { Key = request.TaskQueue.Name, OwnerHostName = "embedded" };
        return Task.FromResult(new ListTaskQueuePartitionsResponse
        {
            ActivityTaskQueuePartitions = { only }, WorkflowTaskQueuePartitions = { only },
        });
    }
}
