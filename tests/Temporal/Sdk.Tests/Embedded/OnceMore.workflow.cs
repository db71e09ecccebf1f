using Temporalio.Workflows;

namespace Temporalio.Tests.Embedded;

/// <summary>Continues as new once, in its first task, after a call of the test.</summary>
[Workflow]
public sealed class OnceMoreWorkflow(Action beforeTheEnd)
{
    private bool _again;

    [WorkflowRun]
    public async Task<string> RunAsync(bool again)
    {
        _again = again;
        if (!again)
        {
            beforeTheEnd();
            throw Workflow.CreateContinueAsNewException((OnceMoreWorkflow wf) => wf.RunAsync(true));
        }

        await Workflow.WaitConditionAsync(() => false);
        return "never";
    }

    [WorkflowUpdate]
    public async Task<string> GreetAsync(string name)
    {
        var run = _again ? "second" : "first";
        return await Task.FromResult($"{run} run: {name}");
    }
}
