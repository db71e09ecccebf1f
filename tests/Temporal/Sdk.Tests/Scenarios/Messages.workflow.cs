using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Takes any type's place.</summary>
[Workflow(Dynamic = true)]
public sealed class AnyWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(IRawValue[] args) => Workflow.ExecuteActivityAsync<string>(
        "nobody-has-this-name",
        [Workflow.PayloadConverter.ToValue<string>(args[0])],
        new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });

    [Activity(Dynamic = true)]
    public static string Any(IRawValue[] args)
    {
        var context = ActivityExecutionContext.Current;
        return $"{context.Info.ActivityType}: {context.PayloadConverter.ToValue<string>(args[0])}";
    }
}

/// <summary>Has handlers for any name, and one with state that the constructor sets.</summary>
[Workflow]
public sealed class AnyHandlerWorkflow
{
    private readonly List<string> _seen;

    [WorkflowInit]
    public AnyHandlerWorkflow(string first) => _seen = [$"init {first}"];

    [WorkflowRun]
    public async Task<string> RunAsync(string first)
    {
        Workflow.CurrentDetails = $"about {first}";
        await Workflow.WaitConditionAsync(() => _seen.Contains("signal End"));
        return string.Join(", ", _seen);
    }

    [WorkflowSignal(Dynamic = true)]
    public Task SignalAsync(string name, IRawValue[] args)
    {
        _seen.Add($"signal {name}");
        return Task.CompletedTask;
    }

    [WorkflowQuery(Dynamic = true)]
    public string Query(string name, IRawValue[] args) => $"{name} of {_seen.Count}";

    [WorkflowUpdate(Dynamic = true)]
    public async Task<string> UpdateAsync(string name, IRawValue[] args)
    {
        _seen.Add($"update {name}");
        return await Task.FromResult(
            $"{name} {string.Join('+', args.Select(arg => Workflow.PayloadConverter.ToValue<int>(arg)))}");
    }

    /// <summary>What it has seen so far.</summary>
    [WorkflowQuery("seen", Description = "What came so far.")]
    public IReadOnlyList<string> Seen() => _seen;
}

/// <summary>Ends while handlers still run.</summary>
[Workflow]
public sealed class HastyWorkflow
{
    private bool _end;

    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => _end);

    [WorkflowSignal]
    public Task EndAsync()
    {
        _end = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task HangLoudAsync() => Workflow.WaitConditionAsync(() => false);

    [WorkflowSignal(UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
    public Task HangQuietAsync() => Workflow.WaitConditionAsync(() => false);

    [WorkflowUpdate]
    public Task HangUpdateAsync() => Workflow.WaitConditionAsync(() => false);
}

/// <summary>Waits in two places.</summary>
[Workflow]
public sealed class WaitingWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WhenAllAsync(WaitHereAsync(), Workflow.DelayAsync(TimeSpan.FromHours(1)));

    private static async Task WaitHereAsync() => await Workflow.WaitConditionAsync(() => false);
}

/// <summary>Tells of itself in every way that people read.</summary>
[Workflow]
public sealed class TalkativeWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayWithOptionsAsync(new(1, "a short rest"));
        try
        {
            await Workflow.ExecuteActivityAsync<string>("Echo", ["x"], new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                Summary = "a call",
            });
        }
        catch (ActivityFailureException)
        {
            return "failed";
        }

        return await Workflow.ExecuteChildWorkflowAsync(
            (GreetingWorkflow wf) => wf.RunAsync("kid"),
            new() { StaticSummary = "a child", StaticDetails = "in many\nwords" });
    }
}
