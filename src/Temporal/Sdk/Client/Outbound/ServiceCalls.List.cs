using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;

namespace Temporalio.Client.Outbound;

/// <content>Lists, counts, histories.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
        FetchWorkflowHistoryEventPageInput input)
    {
        var token = input.NextPageToken == null ? ByteString.Empty : ByteString.CopyFrom(input.NextPageToken);
        while (true)
        {
            var answer = await Service.GetWorkflowExecutionHistoryAsync(
                new()
                {
                    Namespace = Namespace,
                    Execution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                    MaximumPageSize = input.PageSize ?? 0,
                    NextPageToken = token,
                    WaitNewEvent = input.WaitNewEvent,
                    HistoryEventFilterType = input.EventFilterType,
                    SkipArchival = input.SkipArchival,
                },
                RpcOptions.WithRetry(input.Rpc)).ConfigureAwait(false);

            // An open long poll ends now and then without events: its token says where to wait on.
            if (answer.History is { Events.Count: > 0 } || answer.NextPageToken.IsEmpty)
            {
                return new(
                    answer.History?.Events ?? [],
                    answer.NextPageToken.IsEmpty ? null : answer.NextPageToken.ToByteArray());
            }

            token = answer.NextPageToken;
        }
    }

    public override async Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        new(await Service.CountWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = input.Query },
            RpcOptions.WithRetry(input.Options?.Rpc)).ConfigureAwait(false));

    public override async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
    {
        var answer = await Service.ListWorkflowExecutionsAsync(
            new()
            {
                Namespace = Namespace,
                PageSize = input.Options?.PageSize ?? 0,
                Query = input.Query,
                NextPageToken =
                    input.NextPageToken == null ? ByteString.Empty : ByteString.CopyFrom(input.NextPageToken),
            },
            RpcOptions.WithRetry(input.Options?.Rpc)).ConfigureAwait(false);
        return new(
            [.. answer.Executions.Select(
                info => new WorkflowExecution(info, client.Options.DataConverter, Namespace))],
            answer.NextPageToken.IsEmpty ? null : answer.NextPageToken.ToByteArray());
    }

    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input)
    {
        var limit = input.Options?.Limit ?? 0;
        return limit < 0
            ? throw new ArgumentOutOfRangeException(nameof(input), limit, "Limit must not be negative.")
            : ListPagesAsync(input.Query, limit, input.Options?.Rpc);
    }

    private async IAsyncEnumerable<WorkflowExecution> ListPagesAsync(
        string query,
        int limit,
        RpcOptions? options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, options?.CancellationToken ?? default);
        var rpc = (RpcOptions?)options?.Clone() ?? new RpcOptions();
        rpc.CancellationToken = both.Token;
        byte[]? token = null;
        var count = 0;
        do
        {
            var page = await client.OutboundInterceptor.ListWorkflowsPaginatedAsync(
                new(query, token, new() { Rpc = rpc })).ConfigureAwait(false);
            foreach (var workflow in page.Workflows)
            {
                yield return workflow;
                if (++count == limit)
                {
                    yield break;
                }
            }

            token = page.NextPageToken;
        }
        while (token != null);
    }
}
