using Pipelines.Definitions.Contracts;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Executions;

/// <summary>Finds out which open executions wait for somebody.</summary>
internal static class WaitingExecutions
{
    // A list has to come soon: where no worker answers, it says nothing of waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int MostAsked = 50;

    /// <summary>
    /// Returns the same executions; those with a step that waits for a person or an outside system, and none at work,
    /// as
    /// <see cref="StepStatus.Waiting"/>.
    /// </summary>
    public static async Task<List<ExecutionSummary>> MarkAsync(
        ExecutionClient executions, List<ExecutionSummary> found, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var open = found.Where(one => one.EndTime is null).Take(MostAsked).ToList();
        var known = await Task.WhenAll(open.Select(one => StateOfAsync(executions, one.Id, either.Token)))
            .ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        var states = known.OfType<ExecutionState>().ToDictionary(state => state.Id, StringComparer.Ordinal);
        return [.. found.Select(one => states.TryGetValue(one.Id, out var state) ? Mark(one, state) : one)];
    }

    /// <summary>Returns the line with what the execution's state says of waiting. Pure.</summary>
    internal static ExecutionSummary Mark(ExecutionSummary summary, ExecutionState state)
    {
        var waiting = state.Steps.Where(
            step => step.Value is { Status: StepStatus.Waiting, Wait.For: "approval" or "callback" or "decision" })
            .Select(step => step.Key).ToList();
        if (waiting.Count == 0) return summary;

        // A block that holds the waiting step runs, too, and means nothing.
        var isAtWork = state.Steps.Any(step => step.Value.Status == StepStatus.Running
            && !waiting.Any(path => path.StartsWith(step.Key, StringComparison.Ordinal)));
        return summary with { Waiting = waiting, Status = isAtWork ? summary.Status : StepStatus.Waiting };
    }

    private static async Task<ExecutionState?> StateOfAsync(
        ExecutionClient executions, string id, CancellationToken cancel)
    {
        try
        {
            return await executions.StateAsync(id, cancel).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is OperationCanceledException or TemporalException)
        {
            return null;
        }
    }
}
