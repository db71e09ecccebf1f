using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>A workflow before somebody changed it.</summary>
[Workflow("Changed")]
public sealed class OldWorkflow
{
    private bool _go;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(1);
        await Workflow.WaitConditionAsync(() => _go);
        return "old";
    }

    [WorkflowSignal]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }
}

/// <summary>The same with a step put in, under a patch.</summary>
[Workflow("Changed")]
public sealed class PatchedWorkflow
{
    private bool _go;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var patched = Workflow.Patched("call-first");
        if (patched)
            await Workflow.ExecuteLocalActivityAsync<int>("Echo", [1], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        await Workflow.DelayAsync(1);
        await Workflow.WaitConditionAsync(() => _go);
        return patched ? "new" : "old";
    }

    [WorkflowSignal]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }
}

/// <summary>The same with a step put in, and no patch.</summary>
[Workflow("Changed")]
public sealed class CarelessWorkflow
{
    private bool _go;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.ExecuteActivityAsync<int>("Echo", [1], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        await Workflow.WaitConditionAsync(() => _go);
        return "careless";
    }

    [WorkflowSignal]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }
}

/// <summary>Stays in its code in the first task until it is let go.</summary>
[Workflow]
public sealed class StuckWorkflow(WaitHandle letGo, Func<bool> isFirst)
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        if (isFirst())
            letGo.WaitOne();
        return await Task.FromResult("free");
    }
}
