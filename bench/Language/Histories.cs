using Temporalio.Client;

namespace Bench.Language;

/// <summary>How long the histories of an execution are: its runs', and its child workflows'.</summary>
/// <param name="Runs">Runs, those of children included.</param>
/// <param name="Events">Events of all.</param>
/// <param name="LongestEvents">Events of the longest.</param>
/// <param name="LargestBytes">Bytes of the largest, as Temporal's JSON.</param>
internal sealed record Histories(int Runs, long Events, int LongestEvents, long LargestBytes)
{
    /// <summary>Looks at every run whose workflow id is, or begins with, that of the execution.</summary>
    public static async Task<Histories> OfAsync(ITemporalClient client, string id, CancellationToken cancel)
    {
        var found = new Histories(0, 0, 0, 0);
        var options = new WorkflowListOptions { Rpc = new RpcOptions { CancellationToken = cancel } };
        await foreach (var run in client.ListWorkflowsAsync("", options).WithCancellation(cancel).ConfigureAwait(false))
        {
            if (run.Id != id && !run.Id.StartsWith(id + "/", StringComparison.Ordinal)) continue;
            var bytes = run.HistoryLength > found.LongestEvents || found.LargestBytes == 0
                ? (await client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryAsync().ConfigureAwait(false)).ToJson().Length
                : 0L;
            found = new Histories(
                found.Runs + 1,
                found.Events + run.HistoryLength,
                Math.Max(found.LongestEvents, run.HistoryLength),
                Math.Max(found.LargestBytes, bytes));
        }

        return found;
    }
}
