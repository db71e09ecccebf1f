using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Has a fault in its first two tasks.</summary>
[Workflow]
public sealed class FailsTwiceWorkflow(Func<int> count)
{
    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        var attempt = await Task.FromResult(count());
        return attempt < 3 ? throw new InvalidOperationException($"a bug in attempt {attempt}") : attempt;
    }
}
