using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

[Workflow]
public sealed class GreetingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name) => await Task.FromResult($"Hello, {name}!");
}

[Workflow]
public sealed class CallActivityWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string activity, string argument, CallActivityOptions options) =>
        Workflow.ExecuteActivityAsync<string>(activity, [argument], new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(options.StartToCloseSeconds),
            HeartbeatTimeout =
                options.HeartbeatSeconds == 0 ? null : TimeSpan.FromSeconds(options.HeartbeatSeconds),
            RetryPolicy = new()
            {
                InitialInterval = TimeSpan.FromMilliseconds(10),
                MaximumAttempts = options.MaximumAttempts,
            },
            CancellationType = options.CancellationType,
        });
}

public sealed record CallActivityOptions(
    double StartToCloseSeconds = 60,
    double HeartbeatSeconds = 0,
    int MaximumAttempts = 1,
    ActivityCancellationType CancellationType = ActivityCancellationType.TryCancel);

[Workflow]
public sealed class TimerWorkflow
{
    [WorkflowRun]
    public async Task<bool> RunAsync(int milliseconds)
    {
        var before = Workflow.UtcNow;
        await Workflow.DelayAsync(milliseconds);
        return (Workflow.UtcNow - before).TotalMilliseconds >= milliseconds;
    }
}

[Workflow]
public sealed class CounterWorkflow
{
    private int _count;
    private bool _stop;

    [WorkflowQuery]
    public int Count => _count;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => _stop);
        return _count;
    }

    [WorkflowSignal]
    public Task AddAsync(int number)
    {
        _count += number;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task StopAsync()
    {
        _stop = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public async Task<int> AddAndGetAsync(int number)
    {
        _count += number;
        return await Task.FromResult(_count);
    }

    [WorkflowUpdateValidator(nameof(AddAndGetAsync))]
    public void ValidateAddAndGet(int number)
    {
        if (number < 0)
        {
            throw new Exceptions.ApplicationFailureException($"{number} is below 0.", "Negative");
        }
    }
}

[Workflow]
public sealed class CountDownWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int left, int runs)
    {
        await Workflow.DelayAsync(1);
        return left == 0
            ? $"done after {runs} runs"
            : throw Workflow.CreateContinueAsNewException((CountDownWorkflow wf) => wf.RunAsync(left - 1, runs + 1));
    }
}

[Workflow]
public sealed class ParentWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        var greeting = await Workflow.ExecuteChildWorkflowAsync(
            (GreetingWorkflow wf) => wf.RunAsync(name), new() { Id = $"{Workflow.Info.WorkflowId}-child" });
        return $"child said: {greeting}";
    }
}

[Workflow]
public sealed class FailingWorkflow
{
    [WorkflowRun]
    public Task RunAsync() =>
        throw new Exceptions.ApplicationFailureException("no luck", "Unlucky", details: [7]);
}

[Workflow]
public sealed class LocalActivityWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string activity, string argument) =>
        Workflow.ExecuteLocalActivityAsync<string>(activity, [argument], new()
        {
            ScheduleToCloseTimeout = TimeSpan.FromSeconds(30),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
        });
}

[Workflow]
public sealed class StepsWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        var sum = 0;
        for (var step = 0; step < steps; step++)
        {
            sum += await Workflow.ExecuteActivityAsync<int>(
                "Echo", [step], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        }

        return sum;
    }
}
