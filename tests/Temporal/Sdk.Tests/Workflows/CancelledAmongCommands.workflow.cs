using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>Cancels an activity, and sets a timer in the same task.</summary>
[Workflow]
public sealed class CancelsThenWaitsWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(ActivityCancellationType type)
    {
        using var source = new CancellationTokenSource();
        var running = Workflow.ExecuteActivityAsync("any", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            CancellationToken = source.Token,
            CancellationType = type,
        });
        await Workflow.DelayAsync(1);
        source.Cancel();
        var timer = Workflow.DelayAsync(1);
        var how = "done";
        try
        {
            await running;
        }
        catch (ActivityFailureException failure) when (failure.InnerException is CanceledFailureException)
        {
            how = "cancelled";
        }

        await timer;
        return how;
    }
}
