using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Frontend;

/// <summary>What task queues tell of themselves.</summary>
internal sealed class TaskQueueCalls(FrontendContext context, QueueConfigs configs)
{
    private const double NoLimit = 100_000;
    private const int DefaultPriority = 3;

    public void Register(CallTable calls)
    {
        calls.Add("DescribeTaskQueue", static () => DescribeTaskQueueRequest.Parser, DescribeAsync);
        calls.Add("UpdateTaskQueueConfig", static () => UpdateTaskQueueConfigRequest.Parser, UpdateAsync);
        calls.Add("ListTaskQueuePartitions", static () => ListTaskQueuePartitionsRequest.Parser, PartitionsAsync);
    }

    private Task<DescribeTaskQueueResponse> DescribeAsync(DescribeTaskQueueRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Checks.Queue(request.TaskQueue);
        var kind = request.TaskQueueType == TaskQueueType.Activity ? QueueKind.Activity : QueueKind.Workflow;
        var key = new QueueKey(space.Name, request.TaskQueue.Name, kind);
        var queue = context.Engine.Queues.Find(key);
        var rate = context.Engine.Rates.Of(key);
        var answer = new DescribeTaskQueueResponse
        {
            VersioningInfo = new TaskQueueVersioningInfo { CurrentVersion = "__unversioned__" },
            EffectiveRateLimit = new DescribeTaskQueueResponse.Types.EffectiveRateLimit
            {
                RequestsPerSecond = (float)(rate?.Rate.PerSecond ?? NoLimit),
                RateLimitSource = rate?.Source ?? RateLimitSource.System,
            },
            Config = request.ReportConfig ? configs.Find(key) ?? new TaskQueueConfig() : null,
        };
        answer.Pollers.Add((queue?.Pollers() ?? []).Select(poller => new PollerInfo
        {
            Identity = poller.Identity,
            LastAccessTime = poller.LastAccess.ToTimestamp(),
            RatePerSecond = NoLimit,
            WorkerVersionCapabilities = poller.Capabilities,
        }));
        if (!request.ReportStats) return Task.FromResult(answer);
        answer.Stats = new TaskQueueStats
        {
            ApproximateBacklogCount = queue?.BacklogCount ?? 0,
            ApproximateBacklogAge = Duration.FromTimeSpan(queue?.BacklogAge ?? TimeSpan.Zero),
            TasksAddRate = queue?.AddRate ?? 0,
            TasksDispatchRate = queue?.DispatchRate ?? 0,
            RateLimitingActive = rate is not null,
        };
        foreach (var (level, count, age) in queue?.BacklogByLevel ?? [])
        {
            var stats = answer.Stats.Clone();
            (stats.ApproximateBacklogCount, stats.ApproximateBacklogAge) = (count, Duration.FromTimeSpan(age));
            answer.StatsByPriorityKey.Add(level, stats);
        }

        if (!answer.StatsByPriorityKey.ContainsKey(DefaultPriority))
        {
            var none = answer.Stats.Clone();
            (none.ApproximateBacklogCount, none.ApproximateBacklogAge) = (0, Duration.FromTimeSpan(TimeSpan.Zero));
            answer.StatsByPriorityKey.Add(DefaultPriority, none);
        }

        return Task.FromResult(answer);
    }

    private async Task<UpdateTaskQueueConfigResponse> UpdateAsync(
        UpdateTaskQueueConfigRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.TaskQueue.Length == 0) throw ServiceException.Invalid("missing task queue name");
        var isWorkflows = request.TaskQueueType is TaskQueueType.Workflow or TaskQueueType.Unspecified;
        if (isWorkflows && request.UpdateQueueRateLimit is not null)
            throw ServiceException.Invalid("Setting rate limit on workflow task queues is not allowed.");
        Check(request.UpdateQueueRateLimit, nameof(request.UpdateQueueRateLimit));
        Check(request.UpdateFairnessKeyRateLimitDefault, nameof(request.UpdateFairnessKeyRateLimitDefault));
        var now = context.Engine.Now.Now.ToTimestamp();
        var kind = isWorkflows ? QueueKind.Workflow : QueueKind.Activity;
        var config = await configs.ChangeAsync(new QueueKey(space.Name, request.TaskQueue, kind), changed =>
        {
            if (request.UpdateQueueRateLimit is { } queue)
                changed.QueueRateLimit = Limit(queue, request.Identity, now);
            if (request.UpdateFairnessKeyRateLimitDefault is { } fairness)
                changed.FairnessKeysRateLimitDefault = Limit(fairness, request.Identity, now);
            foreach (var key in request.UnsetFairnessWeightOverrides) changed.FairnessWeightOverrides.Remove(key);
            foreach (var (key, weight) in request.SetFairnessWeightOverrides)
                changed.FairnessWeightOverrides[key] = weight;
        }).ConfigureAwait(false);
        return new UpdateTaskQueueConfigResponse { Config = config };
    }

    private static void Check(UpdateTaskQueueConfigRequest.Types.RateLimitUpdate? update, string name)
    {
        if (update?.RateLimit is { } limit && !(limit.RequestsPerSecond >= 0))
            throw ServiceException.Invalid($"RequestsPerSecond for {name} rate limit must be non-negative.");
    }

    private static RateLimitConfig Limit(
        UpdateTaskQueueConfigRequest.Types.RateLimitUpdate update, string identity, Timestamp now) => new()
    {
        RateLimit = update.RateLimit,
        Metadata = new ConfigMetadata { Reason = update.Reason, UpdateIdentity = identity, UpdateTime = now },
    };

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
