using Temporalio.Api.History.V1;

namespace Temporalio.Client.Outbound;

/// <summary>Reads the events of a run, page by page.</summary>
internal static class WorkflowEvents
{
    public static async IAsyncEnumerable<HistoryEvent> FetchAsync(
        WorkflowHandle handle,
        WorkflowHistoryEventFetchOptions options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancel, options.Rpc?.CancellationToken ?? default);
        var rpc = (RpcOptions?)options.Rpc?.Clone() ?? new RpcOptions();
        rpc.CancellationToken = both.Token;
        byte[]? token = null;
        do
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                handle.Id,
                handle.RunId ?? handle.ResultRunId,
                null,
                token,
                options.WaitNewEvent,
                options.EventFilterType,
                options.SkipArchival,
                rpc)).ConfigureAwait(false);
            foreach (var found in page.Events)
            {
                yield return found;
            }

            token = page.NextPageToken;
        }
        while (token != null);
    }
}
