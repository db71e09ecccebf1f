using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Client.Outbound;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>Schedules between their own form and the wire's.</summary>
internal static class ScheduleWire
{
    public static async Task<Api.Schedule.V1.Schedule> ToProtoAsync(
        Schedule schedule, string ns, DataConverter converter) => new()
        {
            Spec = schedule.Spec.ToProto(),
            Action = await ToProtoAsync(schedule.Action, ns, converter).ConfigureAwait(false),
            Policies = schedule.Policy.ToProto(),
            State = schedule.State.ToProto(),
        };

    public static async Task<Schedule> FromProtoAsync(
        Api.Schedule.V1.Schedule proto, string ns, DataConverter converter) => new(
            proto.Action?.StartWorkflow is { } start
                ? await FromProtoAsync(start, ns, converter).ConfigureAwait(false)
                : throw new InvalidOperationException("The schedule starts no workflow, which is all that is known."),
            proto.Spec == null ? new() : ScheduleSpec.FromProto(proto.Spec))
        {
            Policy = proto.Policies == null ? new() : SchedulePolicy.FromProto(proto.Policies),
            State = proto.State == null ? new() : ScheduleState.FromProto(proto.State),
        };

    public static Dictionary<string, IEncodedRawValue> Memo(Memo? memo, DataConverter converter)
    {
        var values = new Dictionary<string, IEncodedRawValue>();
        foreach (var (name, payload) in memo?.Fields ?? [])
        {
            values[name] = new EncodedRawValue(converter, payload);
        }

        return values;
    }

    public static SearchAttributeCollection Attributes(SearchAttributes? attributes) => attributes == null
        ? SearchAttributeCollection.Empty
        : SearchAttributeCollection.FromProto(attributes);

    public static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            // What a described schedule holds goes back as it came.
            memo.Fields[name] = value is IEncodedRawValue encoded
                ? encoded.Payload
                : await converter.ToPayloadAsync(value).ConfigureAwait(false);
        }

        return memo;
    }

    private static async Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(
        ScheduleAction action, string ns, DataConverter converter)
    {
        if (action is not ScheduleActionStartWorkflow start)
        {
            throw new ArgumentException($"Unknown action {action.GetType()}: a schedule can start workflows only.");
        }

        CheckOptions(start.Options);
        var id = StartRequest.RequireId(start.Options);
        var bound = converter.WithSerializationContext(new ISerializationContext.Workflow(ns, id));
        var request = await StartRequest.CreateAsync(
            start.Workflow, [], WithoutMemo(start.Options), bound, null, ns, string.Empty, string.Empty)
            .ConfigureAwait(false);
        return new()
        {
            StartWorkflow = new()
            {
                WorkflowId = id,
                WorkflowType = request.WorkflowType,
                TaskQueue = request.TaskQueue,
                Input = await ArgumentsAsync(start.Args, bound).ConfigureAwait(false),
                WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
                WorkflowRunTimeout = request.WorkflowRunTimeout,
                WorkflowTaskTimeout = request.WorkflowTaskTimeout,
                RetryPolicy = request.RetryPolicy,
                Memo = await MemoAsync(bound, start.Options.Memo).ConfigureAwait(false),
                SearchAttributes = request.SearchAttributes,
                Header = Header(start.Headers),
                UserMetadata = request.UserMetadata,
                VersioningOverride = request.VersioningOverride,
                Priority = request.Priority,
            },
        };
    }

    private static WorkflowOptions WithoutMemo(WorkflowOptions options)
    {
        var copy = (WorkflowOptions)options.Clone();
        copy.Memo = null;
        return copy;
    }

    private static void CheckOptions(WorkflowOptions options)
    {
        var fault = options switch
        {
            { IdReusePolicy: not Api.Enums.V1.WorkflowIdReusePolicy.AllowDuplicate } => nameof(options.IdReusePolicy),
            { IdConflictPolicy: not Api.Enums.V1.WorkflowIdConflictPolicy.Unspecified } =>
                nameof(options.IdConflictPolicy),
            { CronSchedule: { Length: > 0 } } => nameof(options.CronSchedule),
            { StartDelay: not null } => nameof(options.StartDelay),
            { StartSignal: not null } => nameof(options.StartSignal),
            { StartSignalArgs: not null } => nameof(options.StartSignalArgs),
            { RequestEagerStart: true } => nameof(options.RequestEagerStart),
            { Rpc: not null } => nameof(options.Rpc),
            _ => null,
        };
        if (fault != null)
        {
            throw new ArgumentException($"WorkflowOptions.{fault} is set, which a schedule's workflow cannot have.");
        }
    }

    private static async Task<Payloads?> ArgumentsAsync(IReadOnlyCollection<object?> args, DataConverter converter)
    {
        if (args.Count == 0)
        {
            return null;
        }

        var payloads = new Payloads();
        foreach (var arg in args)
        {
            payloads.Payloads_.Add(arg is IEncodedRawValue encoded
                ? encoded.Payload
                : await converter.ToPayloadAsync(arg).ConfigureAwait(false));
        }

        return payloads;
    }

    private static Header? Header(IReadOnlyDictionary<string, IEncodedRawValue>? headers)
    {
        if (headers is not { Count: > 0 })
        {
            return null;
        }

        var header = new Header();
        foreach (var (name, value) in headers)
        {
            header.Fields[name] = value.Payload;
        }

        return header;
    }

    private static async Task<ScheduleActionStartWorkflow> FromProtoAsync(
        NewWorkflowExecutionInfo proto, string ns, DataConverter converter)
    {
        var bound = converter.WithSerializationContext(
            new ISerializationContext.Workflow(ns, proto.WorkflowId));
        var memo = Memo(proto.Memo, bound);
        var headers = proto.Header?.Fields.ToDictionary(
            field => field.Key, field => (IEncodedRawValue)new EncodedRawValue(bound, field.Value));
        return new(
            proto.WorkflowType?.Name ?? string.Empty,
            [.. (proto.Input?.Payloads_ ?? []).Select(payload => new EncodedRawValue(bound, payload))],
            new(proto.WorkflowId, proto.TaskQueue?.Name ?? string.Empty)
            {
                ExecutionTimeout = proto.WorkflowExecutionTimeout?.ToTimeSpan(),
                RunTimeout = proto.WorkflowRunTimeout?.ToTimeSpan(),
                TaskTimeout = proto.WorkflowTaskTimeout?.ToTimeSpan(),
                RetryPolicy = proto.RetryPolicy == null ? null : Common.RetryPolicy.FromProto(proto.RetryPolicy),
                Memo = memo.Count == 0 ? null : memo.ToDictionary(field => field.Key, field => (object)field.Value),
                TypedSearchAttributes = proto.SearchAttributes == null ? null : Attributes(proto.SearchAttributes),
                StaticSummary = await TextAsync(proto.UserMetadata?.Summary, bound).ConfigureAwait(false),
                StaticDetails = await TextAsync(proto.UserMetadata?.Details, bound).ConfigureAwait(false),
                Priority = proto.Priority == null ? null : Common.Priority.FromProto(proto.Priority),
            },
            headers is { Count: > 0 } ? headers : null);
    }

    private static async Task<string?> TextAsync(Payload? payload, DataConverter converter) =>
        payload == null ? null : await converter.ToValueAsync<string>(payload).ConfigureAwait(false);
}
