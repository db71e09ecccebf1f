using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>A chunk of items at work as a child workflow.</summary>
internal sealed class ChunkRun : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly Task<ChildWorkflowHandle<ChunkWorkflow, ChunkResult>> _started;

    /// <summary>Starts it.</summary>
    public ChunkRun(FlowCommand.RunChunk chunk)
    {
        var options = new ChildWorkflowOptions
        {
            Id = $"{Workflow.Info.WorkflowId}/{Name(chunk)}",
            StaticSummary = Name(chunk),
            CancellationToken = _cancel.Token,
        };
        _started = Workflow.StartChildWorkflowAsync((ChunkWorkflow items) => items.RunAsync(chunk.Run), options);
    }

    /// <summary>Names a chunk among those of one workflow.</summary>
    public static string KeyOf(string path, int offset) => $"{path}[{offset}";

    /// <summary>Waits for its end. A child that ended by itself in no good way counts as failed.</summary>
    public async Task<ChunkResult> EndAsync()
    {
        try
        {
            return await (await _started).GetResultAsync();
        }
        catch (Exception stop) when (TemporalException.IsCanceledException(stop))
        {
            return new ChunkResult(StepStatus.Stopped);
        }
        catch (ChildWorkflowFailureException failure)
        {
            var inner = failure.InnerException ?? failure;
            return new ChunkResult(StepStatus.Failed)
            {
                Error = new StepError(
                    "ItemsLost", $"the child workflow of these items ended by itself: {inner.Message}"),
            };
        }
    }

    /// <summary>Tells it to begin no more, or to stop.</summary>
    public void Stop(FlowCommand.StopChunk stop)
    {
        if (stop.Cancelling) _cancel.Cancel();
        else _ = HaltAsync(stop.Reason);
    }

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();

    private async Task HaltAsync(StepError reason)
    {
        try
        {
            await (await _started).SignalAsync(items => items.HaltAsync(reason));
        }
        catch (Exception ended) when (ended is FailureException or OperationCanceledException)
        {
            // It has ended in the meantime, which is what the signal wants.
        }
    }

    private static string Name(FlowCommand.RunChunk chunk) =>
        $"{chunk.Path}[{chunk.Offset}..{chunk.Offset + chunk.Count - 1}]";
}
