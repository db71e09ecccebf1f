using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Calls an activity with 0, 1, … at once, and adds the results.</summary>
[Workflow]
public sealed class FanOutWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int calls, string activity) => (await Workflow.WhenAllAsync(
        Enumerable.Range(0, calls).Select(number => Workflow.ExecuteActivityAsync<int>(
            activity, [number], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) })))).Sum();
}

/// <summary>The same with local activities.</summary>
[Workflow]
public sealed class LocalFanOutWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int calls, string activity) => (await Workflow.WhenAllAsync(
        Enumerable.Range(0, calls).Select(number => Workflow.ExecuteLocalActivityAsync<int>(
            activity, [number], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) })))).Sum();
}
