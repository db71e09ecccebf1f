using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>Uses every kind of command, and itself as a child.</summary>
[Workflow]
public class EverythingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int depth)
    {
        var local = await Workflow.ExecuteLocalActivityAsync(
            () => RuntimeActivities.Ten(depth), new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
        if (depth == 0)
            return local.ToString();
        Workflow.UpsertMemo(MemoUpdate.ValueSet("depth", depth));
        var child = Workflow.ExecuteChildWorkflowAsync((EverythingWorkflow next) => next.RunAsync(depth - 1));
        var patched = Workflow.Patched("new-way");
        await Workflow.WhenAllAsync(
            Workflow.DelayAsync(20),
            Workflow.ExecuteActivityAsync(
                () => RuntimeActivities.Check(depth), new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) }));
        var below = await child;
        return depth == 1 ? $"{local} {below}"
            : $"{local} {below} {(patched ? "patched" : "old")} {await CancelAsync()}";
    }

    private static async Task<string> CancelAsync()
    {
        using var cancel = new CancellationTokenSource();
        var other = await Workflow.StartChildWorkflowAsync(
            (PatientWorkflow next) => next.RunAsync(), new() { CancellationToken = cancel.Token });
        cancel.Cancel();
        try
        {
            await other.GetResultAsync();
            return "ended";
        }
        catch (ChildWorkflowFailureException e) when (TemporalException.IsCanceledException(e))
        {
            return "cancelled";
        }
    }
}

[Workflow]
public class PatientWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
}
