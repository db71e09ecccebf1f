using Temporalio.Activities;
using Temporalio.Workflows;

namespace Bench.Sdk;

/// <summary>A workflow of activities in a row that do nothing.</summary>
[Workflow("NoOpSteps")]
public sealed class NoOpSteps
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    private int _done;

    /// <summary>Runs <paramref name="steps"/> activities, one after the other.</summary>
    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        for (; _done < steps; _done++) await Workflow.ExecuteActivityAsync<int>("NoOp", [_done], Options);
        return _done;
    }

    /// <summary>Returns what it is given.</summary>
    [Activity("NoOp")]
    public static int NoOp(int step) => step;
}
