using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Counts on from the result of the workflow that the schedule started before.</summary>
[Workflow]
public sealed class CountOnWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        var last = Workflow.Info.LastResult is { Count: > 0 } results
            ? Workflow.PayloadConverter.ToValue<int>(results.First())
            : 0;
        return await Task.FromResult(last + 1);
    }
}
