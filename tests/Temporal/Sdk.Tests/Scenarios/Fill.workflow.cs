using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

[Workflow]
public sealed class FillWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(int length) => Task.FromResult(new string('x', length));
}
