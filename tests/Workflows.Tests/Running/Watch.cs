using Pipelines.Definitions.Contracts;
using Temporalio.Client;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>Waits for a state of an execution.</summary>
internal static class Watch
{
    /// <summary>Returns the first state seen that is as wanted. Each event of the history, of each run, wakes the next
    /// look.</summary>
    /// <exception cref="OperationCanceledException">It never came in a minute.</exception>
    public static async Task<ExecutionState> UntilAsync(
        WorkflowHandle<PipelineWorkflow> handle, Func<ExecutionState, bool> isSo)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var events = handle.FetchHistoryEventsAsync(
                new() { WaitNewEvent = true, Rpc = new() { CancellationToken = bound.Token } });
            await foreach (var _ in events)
            {
                bound.Token.ThrowIfCancellationRequested();
                var state = await handle.QueryAsync(
                    workflow => workflow.State(), new() { Rpc = new() { CancellationToken = bound.Token } });
                if (isSo(state)) return state;
            }
        }
    }
}
