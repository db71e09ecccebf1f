using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <content>Schedules.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input)
    {
        var (state, options) = (input.Schedule.State, input.Options);
        if (state is { LimitedActions: true, RemainingActions: 0 })
        {
            throw new ArgumentException("LimitedActions is set, so RemainingActions must be above 0; it is 0.");
        }

        if (state is { LimitedActions: false, RemainingActions: > 0 })
        {
            throw new ArgumentException(
                $"RemainingActions is {state.RemainingActions}, so LimitedActions must be set; it is not.");
        }

        var converter = client.Options.DataConverter;
        var request = new Api.WorkflowService.V1.CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await ScheduleWire.ToProtoAsync(input.Schedule, Namespace, converter).ConfigureAwait(false),
            InitialPatch = InitialPatch(input),
            Identity = Identity,
            RequestId = NewRequestId(),
            Memo = await ScheduleWire.MemoAsync(converter, options?.Memo).ConfigureAwait(false),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto(),
        };
        try
        {
            await Service.CreateScheduleAsync(request, RpcOptions.WithRetry(options?.Rpc)).ConfigureAwait(false);
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return new(client, input.Id);
    }

    public override async Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input)
    {
        var answer = await Service.DescribeScheduleAsync(
            new() { Namespace = Namespace, ScheduleId = input.Id }, RpcOptions.WithRetry(input.RpcOptions))
            .ConfigureAwait(false);
        var converter = client.Options.DataConverter;
        var schedule = await ScheduleWire.FromProtoAsync(answer.Schedule, Namespace, converter).ConfigureAwait(false);
        return new(input.Id, schedule, answer, converter);
    }

    public override async Task UpdateScheduleAsync(UpdateScheduleInput input)
    {
        var description = await client.OutboundInterceptor.DescribeScheduleAsync(new(input.Id, input.RpcOptions))
            .ConfigureAwait(false);
        var update = await input.Updater(new(description)).ConfigureAwait(false);
        if (update == null)
        {
            return;
        }

        await Service.UpdateScheduleAsync(
            new()
            {
                Namespace = Namespace,
                ScheduleId = input.Id,
                Schedule = await ScheduleWire.ToProtoAsync(update.Schedule, Namespace, client.Options.DataConverter)
                    .ConfigureAwait(false),
                Identity = Identity,
                RequestId = NewRequestId(),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
            },
            RpcOptions.WithRetry(input.RpcOptions)).ConfigureAwait(false);
    }

    public override Task DeleteScheduleAsync(DeleteScheduleInput input) => Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity },
        RpcOptions.WithRetry(input.RpcOptions));

    public override Task BackfillScheduleAsync(BackfillScheduleInput input) => input.Backfills.Count == 0
        ? throw new ArgumentException("A backfill needs at least one range of time.")
        : PatchAsync(
            input.Id,
            new() { BackfillRequest = { input.Backfills.Select(backfill => backfill.ToProto()) } },
            input.RpcOptions);

    public override Task PauseScheduleAsync(PauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => PatchAsync(
        input.Id,
        new() { TriggerImmediately = new() { OverlapPolicy = input.Options?.Overlap ?? default } },
        input.Options?.Rpc);

    public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) =>
        ListSchedulePagesAsync(input.Options?.Query, input.Options?.Rpc);

    private static SchedulePatch? InitialPatch(CreateScheduleInput input)
    {
        if (input.Options is not { } options || (!options.TriggerImmediately && options.Backfills.Count == 0))
        {
            return null;
        }

        return new()
        {
            TriggerImmediately = options.TriggerImmediately
                ? new() { OverlapPolicy = input.Schedule.Policy.Overlap }
                : null,
            BackfillRequest = { options.Backfills.Select(backfill => backfill.ToProto()) },
        };
    }

    private Task PatchAsync(string id, SchedulePatch patch, RpcOptions? options) => Service.PatchScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = id, Patch = patch, Identity = Identity, RequestId = NewRequestId() },
        RpcOptions.WithRetry(options));

    private async IAsyncEnumerable<ScheduleListDescription> ListSchedulePagesAsync(
        string? query,
        RpcOptions? options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, options?.CancellationToken ?? default);
        var rpc = (RpcOptions?)options?.Clone() ?? new RpcOptions();
        rpc.CancellationToken = both.Token;
        var token = ByteString.Empty;
        do
        {
            var page = await Service.ListSchedulesAsync(
                new() { Namespace = Namespace, Query = query ?? string.Empty, NextPageToken = token },
                RpcOptions.WithRetry(rpc)).ConfigureAwait(false);
            foreach (var entry in page.Schedules)
            {
                yield return new(entry, client.Options.DataConverter);
            }

            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
    }
}
