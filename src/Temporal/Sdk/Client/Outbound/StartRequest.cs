using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using static Temporalio.Api.Workflow.V1.VersioningOverride.Types;

namespace Temporalio.Client.Outbound;

/// <summary>Turns the options of a start into the request.</summary>
internal static class StartRequest
{
    public static string RequireId(WorkflowOptions options) => string.IsNullOrEmpty(options.Id)
        ? throw new ArgumentException("A workflow needs an id: WorkflowOptions.Id is not set.")
        : options.Id;

    public static async Task<StartWorkflowExecutionRequest> CreateAsync(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        DataConverter converter,
        IDictionary<string, Payload>? headers,
        string ns,
        string identity,
        string requestId) => new()
        {
            Namespace = ns,
            WorkflowId = RequireId(options),
            WorkflowType = new() { Name = workflow },
            TaskQueue = new()
            {
                Name = options.TaskQueue is { Length: > 0 } queue
                    ? queue
                    : throw new ArgumentException("A workflow needs a task queue: WorkflowOptions.TaskQueue is not set."),
            },
            Input = await WirePayloads.FromValuesAsync(converter, args).ConfigureAwait(false),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = identity,
            RequestId = requestId,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await MemoAsync(converter, options.Memo).ConfigureAwait(false),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await WirePayloads.HeaderAsync(converter, headers).ConfigureAwait(false),
            RequestEagerExecution = options.RequestEagerStart,
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = await WirePayloads.UserMetadataAsync(
                converter, options.StaticSummary, options.StaticDetails).ConfigureAwait(false),
            Priority = options.Priority?.ToProto(),
            VersioningOverride = ToProto(options.VersioningOverride),
        };

    /// <summary>Returns the same start, with a signal.</summary>
    public static SignalWithStartWorkflowExecutionRequest WithSignal(
        StartWorkflowExecutionRequest start, string signal, Payloads? args) => new()
        {
            Namespace = start.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            Identity = start.Identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
            SignalName = signal,
            SignalInput = args,
            RetryPolicy = start.RetryPolicy,
            CronSchedule = start.CronSchedule,
            Memo = start.Memo,
            SearchAttributes = start.SearchAttributes,
            Header = start.Header,
            WorkflowStartDelay = start.WorkflowStartDelay,
            UserMetadata = start.UserMetadata,
            Priority = start.Priority,
            VersioningOverride = start.VersioningOverride,
        };

    private static Duration? ToDuration(TimeSpan? time) => time is { } span ? Duration.FromTimeSpan(span) : null;

    private static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            memo.Fields[name] = await converter.ToPayloadAsync(value).ConfigureAwait(false);
        }

        return memo;
    }

    private static Api.Workflow.V1.VersioningOverride? ToProto(VersioningOverride? versioning) => versioning switch
    {
        null => null,
        VersioningOverride.Pinned pinned => new()
        {
            Pinned = new()
            {
                Version = pinned.Version.ToProto(),
                Behavior = (PinnedOverrideBehavior)(int)pinned.Behavior,
            },
        },
        VersioningOverride.AutoUpgrade => new() { AutoUpgrade = true },
        _ => throw new ArgumentException($"Unknown versioning override {versioning}."),
    };
}
