using Google.Protobuf;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <content>Activities that are completed from outside.</content>
internal sealed partial class ServiceCalls
{
    public override async Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input)
    {
        var options = RpcOptions.WithRetry(input.Options?.Rpc);
        var result = await WirePayloads.FromValuesAsync(
            ConverterOf(input.Activity, input.DataConverterOverride), [input.Result]).ConfigureAwait(false);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Identity = Identity,
                    Result = result,
                },
                options).ConfigureAwait(false);
            return;
        }

        await Service.RespondActivityTaskCompletedAsync(
            new()
            {
                Namespace = Namespace,
                TaskToken = TokenOf(input.Activity),
                Identity = Identity,
                Result = result,
            },
            options).ConfigureAwait(false);
    }

    public override async Task FailAsyncActivityAsync(FailAsyncActivityInput input)
    {
        var converter = ConverterOf(input.Activity, input.DataConverterOverride);
        var options = RpcOptions.WithRetry(input.Options?.Rpc);
        var failure = await converter.ToFailureAsync(input.Exception).ConfigureAwait(false);
        var details = await WirePayloads.FromValuesAsync(converter, input.Options?.LastHeartbeatDetails)
            .ConfigureAwait(false);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Identity = Identity,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                },
                options).ConfigureAwait(false);
            return;
        }

        await Service.RespondActivityTaskFailedAsync(
            new()
            {
                Namespace = Namespace,
                TaskToken = TokenOf(input.Activity),
                Identity = Identity,
                Failure = failure,
                LastHeartbeatDetails = details,
            },
            options).ConfigureAwait(false);
    }

    public override async Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input)
    {
        var options = RpcOptions.WithRetry(input.Options?.Rpc);
        var details = await WirePayloads.FromValuesAsync(
            ConverterOf(input.Activity, input.DataConverterOverride), input.Options?.Details).ConfigureAwait(false);
        bool canceled;
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            canceled = (await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Identity = Identity,
                    Details = details,
                },
                options).ConfigureAwait(false)).CancelRequested;
        }
        else
        {
            canceled = (await Service.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = Namespace,
                    TaskToken = TokenOf(input.Activity),
                    Identity = Identity,
                    Details = details,
                },
                options).ConfigureAwait(false)).CancelRequested;
        }

        if (canceled)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    public override async Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input)
    {
        var options = RpcOptions.WithRetry(input.Options?.Rpc);
        var details = await WirePayloads.FromValuesAsync(
            ConverterOf(input.Activity, input.DataConverterOverride), input.Options?.Details).ConfigureAwait(false);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Identity = Identity,
                    Details = details,
                },
                options).ConfigureAwait(false);
            return;
        }

        await Service.RespondActivityTaskCanceledAsync(
            new()
            {
                Namespace = Namespace,
                TaskToken = TokenOf(input.Activity),
                Identity = Identity,
                Details = details,
            },
            options).ConfigureAwait(false);
    }

    private static ByteString TokenOf(AsyncActivityHandle.Reference activity) =>
        activity is AsyncActivityHandle.TaskTokenReference token
            ? ByteString.CopyFrom(token.TaskToken)
            : throw new ArgumentException($"Unknown reference {activity}.", nameof(activity));

    private DataConverter ConverterOf(AsyncActivityHandle.Reference activity, DataConverter? bound) => bound
        ?? (activity is AsyncActivityHandle.IdReference ids
            ? client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
                Namespace, ids.ActivityId, ids.WorkflowId, null, null, null, false))
            : client.Options.DataConverter);
}
