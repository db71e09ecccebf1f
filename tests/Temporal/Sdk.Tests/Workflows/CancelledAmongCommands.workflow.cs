using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>Cancels an activity; sets a timer in the same task and, unless it waits for the end of the activity, a
/// patch.</summary>
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

        if (!Workflow.Patched("after-cancel"))
            how = "not patched";

        await timer;
        return how;
    }
}
