using Temporalio.Workflows;

namespace Temporalio.Tests.Testing;

/// <summary>Starts three long timers, and tells in which order and when they fired.</summary>
[Workflow]
public sealed class LongTimersWorkflow
{
    private readonly List<string> _fired = [];

    [WorkflowQuery]
    public IReadOnlyList<string> Fired => _fired;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var begun = Workflow.UtcNow;
        var times = new List<string>();
        await Workflow.WhenAllAsync(
            FireAsync("year", TimeSpan.FromDays(365)),
            FireAsync("hour", TimeSpan.FromHours(1)),
            FireAsync("day", TimeSpan.FromDays(1)));
        return string.Join(", ", times);

        async Task FireAsync(string name, TimeSpan after)
        {
            await Workflow.DelayAsync(after);
            _fired.Add(name);
            times.Add($"{name} {Math.Floor((Workflow.UtcNow - begun).TotalHours)}:00:00");
        }
    }
}

/// <summary>Tells which comes first: a timer of an hour, or an activity.</summary>
[Workflow]
public sealed class TimerOrActivityWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var timer = Workflow.DelayAsync(TimeSpan.FromHours(1));
        var activity = Workflow.ExecuteActivityAsync<string>(
            "Work", [], new() { StartToCloseTimeout = TimeSpan.FromHours(10) });
        return await Workflow.WhenAnyAsync(timer, activity) == timer ? "timer" : await activity;
    }
}

/// <summary>Calls an activity on a queue that nobody polls.</summary>
[Workflow]
public sealed class NobodysActivityWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync() => Workflow.ExecuteActivityAsync<string>("Any", [], new()
    {
        TaskQueue = "nobody",
        ScheduleToCloseTimeout = TimeSpan.FromHours(3),
    });
}
