using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Has a fault in each task.</summary>
[Workflow]
public sealed class FailingTaskWorkflow(Action count)
{
    [WorkflowRun]
    public Task RunAsync()
    {
        count();
        throw new InvalidOperationException("a bug");
    }
}
