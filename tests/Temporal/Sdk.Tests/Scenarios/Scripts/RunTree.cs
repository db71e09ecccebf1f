using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Reads the histories of a run, of the runs that followed it, and of their children.</summary>
internal static class RunTree
{
    public static async Task<IReadOnlyList<WorkflowHistory>> ReadAsync(WorkflowHandle first)
    {
        var found = new List<WorkflowHistory>();
        var waiting = new Queue<(string Id, string RunId)>([(first.Id, first.ResultRunId!)]);
        while (waiting.TryDequeue(out var run))
        {
            var handle = first.Client.GetWorkflowHandle(run.Id, run.RunId);
            await EndAsync(handle);
            var history = await handle.FetchHistoryAsync(new() { Rpc = ScriptPlay.Patience });
            found.Add(history);
            foreach (var next in history.Events.SelectMany(Named))
                waiting.Enqueue((next.Id ?? run.Id, next.RunId));
        }
        return found;
    }

    private static async Task EndAsync(WorkflowHandle run)
    {
        try
        {
            await run.GetResultAsync(followRuns: false, ScriptPlay.Patience);
        }
        catch (Exception end) when (end is WorkflowFailedException or WorkflowContinuedAsNewException)
        {
            // How it ended is in the history.
        }
    }

    private static IEnumerable<(string? Id, string RunId)> Named(HistoryEvent found)
    {
        if (found.EventType == EventType.ChildWorkflowExecutionStarted)
        {
            var child = found.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution;
            yield return (child.WorkflowId, child.RunId);
        }
        var next = found.EventType switch
        {
            EventType.WorkflowExecutionContinuedAsNew =>
                found.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
            EventType.WorkflowExecutionFailed => found.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
            EventType.WorkflowExecutionTimedOut => found.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
            EventType.WorkflowExecutionCompleted => found.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
            _ => string.Empty,
        };
        if (next.Length > 0)
            yield return (null, next);
    }
}
