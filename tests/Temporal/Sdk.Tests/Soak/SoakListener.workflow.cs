using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>A child: waits for a number and returns its double, or fails with it at once.</summary>
[Workflow]
public sealed class SoakListener
{
    private int? _heard;

    [WorkflowRun]
    public async Task<long> RunAsync(int? failWith)
    {
        if (failWith is { } number)
            throw new ApplicationFailureException("the child fails", "Soak", details: [number]);
        await Workflow.WaitConditionAsync(() => _heard != null);
        return 2L * _heard!.Value;
    }

    [WorkflowSignal]
    public Task HearAsync(int number)
    {
        _heard = number;
        return Task.CompletedTask;
    }
}

/// <summary>A child that takes the steps of <see cref="SoakPlan.OfChild"/>.</summary>
[Workflow]
public sealed class SoakChild
{
    [WorkflowRun]
    public async Task<long> RunAsync(int seed)
    {
        var sum = 0L;
        var steps = new SoakSteps(new());
        foreach (var step in SoakPlan.OfChild(seed).Runs[0])
            sum = SoakModel.Fold(sum, await steps.TakeAsync(step));
        return sum;
    }
}
