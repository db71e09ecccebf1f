using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

// The workflows of the unit tests, each with one behaviour.
[Workflow("Two")]
public class TwoActivitiesWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int value)
    {
        var once = await Cases.CallAsync("double", value);
        return await Cases.CallAsync("double", once);
    }
}

[Workflow("Turns")]
public class TurnsWorkflow
{
    private readonly List<string> _order = [];
    private int _free = 1;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WhenAllAsync(TakeAsync("first"), TakeAsync("second"), TakeAsync("third"));
        return string.Join(' ', _order);
    }

    private async Task TakeAsync(string name)
    {
        await Workflow.WaitConditionAsync(() => _free > 0);
        _free--;
        _order.Add($"{name}:{_free}");
        await Workflow.RunTaskAsync(async () =>
        {
            await Task.Yield();
            _free++;
        });
    }
}

[Workflow("Cleanup")]
public class CancelledActivityWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(ActivityCancellationType type) =>
        await Workflow.ExecuteActivityAsync(
            "long", [], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), CancellationType = type });
}

[Workflow("Unsent")]
public class UnsentWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        using var cancel = new CancellationTokenSource();
        var timer = Workflow.DelayAsync(1000, cancel.Token);
        var activity = Workflow.ExecuteActivityAsync(
            "never", [], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), CancellationToken = cancel.Token });
        cancel.Cancel();
        var ended = new List<string>();
        try
        {
            await timer;
        }
        catch (OperationCanceledException)
        {
            ended.Add("timer");
        }
        try
        {
            await activity;
        }
        catch (ActivityFailureException e) when (e.InnerException is CanceledFailureException)
        {
            ended.Add("activity");
        }
        return string.Join(' ', ended);
    }
}

[Workflow("ChildCancel")]
public class ChildCancelWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(ChildWorkflowCancellationType type)
    {
        using var cancel = new CancellationTokenSource();
        var child = await Workflow.StartChildWorkflowAsync(
            "Any", [], new() { Id = "kid", CancellationType = type, CancellationToken = cancel.Token });
        cancel.Cancel();
        try
        {
            return await child.GetResultAsync<string>();
        }
        catch (ChildWorkflowFailureException e) when (e.InnerException is CanceledFailureException)
        {
            return "cancelled";
        }
    }
}

[Workflow("Late")]
public class LateHandlersWorkflow
{
    private readonly List<string> _seen = [];

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(10);
        Workflow.Signals["b"] = WorkflowSignalDefinition.CreateWithoutAttribute("b", (int value) => Add($"b{value}"));
        Workflow.DynamicSignal = WorkflowSignalDefinition.CreateWithoutAttribute(
            null, (string name, IRawValue[] args) => Add($"*{name}{args.Length}"));
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return string.Join(' ', _seen);
    }

    private Task Add(string what)
    {
        _seen.Add(what);
        return Task.CompletedTask;
    }
}

[Workflow("Desk")]
public class DeskWorkflow
{
    private int _sum;
    private bool _done;

    [WorkflowQuery]
    public int Sum => _sum;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        Workflow.CurrentDetails = "open";
        await Workflow.WaitConditionAsync(() => _done);
        return _sum;
    }

    [WorkflowQuery]
    public int SumPlus(int more) => _sum + more;

    [WorkflowQuery]
    public string Naughty()
    {
        _ = Workflow.DelayAsync(10);
        return "?";
    }

    [WorkflowSignal(Description = "Ends it.")]
    public Task CloseAsync()
    {
        _done = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public async Task HangAsync() => await Workflow.WaitConditionAsync(() => false);

    [WorkflowUpdate]
    public async Task<int> AddAsync(int value)
    {
        await Cases.CallAsync("check", value);
        return _sum += value;
    }

    [WorkflowUpdateValidator(nameof(AddAsync))]
    public void ValidateAdd(int value)
    {
        if (value < 0)
            throw new ApplicationFailureException($"{value} is negative", "Negative");
    }
}

[Workflow("Init")]
public class InitWorkflow
{
    private readonly string _name;
    private readonly DateTime _at;

    [WorkflowInit]
    public InitWorkflow(string name)
    {
        _name = name;
        _at = Workflow.UtcNow;
    }

    [WorkflowRun]
    public Task<string> RunAsync(string name) => Task.FromResult($"{_name}={name} {_at == Workflow.UtcNow}");
}

[Workflow(Dynamic = true)]
public class AnyWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(IRawValue[] args) =>
        Task.FromResult($"{Workflow.Info.WorkflowType} {Workflow.PayloadConverter.ToValue<int>(args[0])}");
}

[Workflow("Fails")]
public class FailsWorkflow
{
    [WorkflowRun]
    public Task RunAsync(string how) => throw (how switch
    {
        "application" => new ApplicationFailureException("no", "Type", nonRetryable: true),
        "cancelled" => new OperationCanceledException("mine"),
        _ => new InvalidOperationException("a bug"),
    });
}

[Workflow("FailsAsTold", FailureExceptionTypes = [typeof(InvalidOperationException)])]
public class FailsAsToldWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => throw new InvalidOperationException("told");
}

[Workflow("Escapes")]
public class EscapesWorkflow(TaskCompletionSource outside)
{
    [WorkflowRun]
    public async Task RunAsync() => await outside.Task;
}

[Workflow("Blocks")]
public class BlocksWorkflow(ManualResetEventSlim entered, ManualResetEventSlim leave)
{
    [WorkflowRun]
    public Task RunAsync()
    {
        entered.Set();
        leave.Wait();
        return Task.CompletedTask;
    }
}

[Workflow("Threads")]
public class ThreadsWorkflow
{
    [WorkflowRun]
    public Task RunAsync()
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => _ = Workflow.UtcNow));
        thread.Start();
        thread.Join();
        throw thrown!;
    }
}

[Workflow("Locals")]
public class LocalsWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var first = await Cases.CallLocalAsync("one");
        await Workflow.DelayAsync(10);
        var second = await Cases.CallLocalAsync("two");
        return $"{first} {second}";
    }
}

[Workflow("Next")]
public class NextWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync(int left)
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("left", left));
        throw Workflow.CreateContinueAsNewException(
            (NextWorkflow next) => next.RunAsync(left - 1), new() { RunTimeout = TimeSpan.FromHours(1) });
    }
}

[Workflow("Guarded")]
public class GuardedWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var mutex = new Temporalio.Workflows.Mutex();
        var order = new List<int>();
        await Workflow.WhenAllAsync(Enumerable.Range(0, 3).Select(async at =>
        {
            await mutex.WaitOneAsync();
            try
            {
                order.Add(at);
                await Task.Yield();
                order.Add(at);
            }
            finally
            {
                mutex.ReleaseMutex();
            }
        }));
        return string.Concat(order);
    }
}

[Workflow("Limited")]
public class LimitedWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var two = new Temporalio.Workflows.Semaphore(2);
        await two.WaitAsync();
        await two.WaitAsync();
        var log = new List<string> { $"at once {await two.WaitAsync(0)}", $"in time {await two.WaitAsync(1_000)}" };
        var waiting = two.WaitAsync(TimeSpan.FromHours(1));
        two.Release();
        log.Add($"freed {await waiting}");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var cancelled = two.WaitAsync(source.Token);
        source.Cancel();
        try
        {
            await cancelled;
        }
        catch (OperationCanceledException)
        {
            log.Add("cancelled");
        }

        two.Release();
        two.Release();
        log.Add($"{two.CurrentCount} of {two.Max}");
        try
        {
            two.Release();
        }
        catch (InvalidOperationException)
        {
            log.Add("too often");
        }

        return string.Join(", ", log);
    }
}

internal static class Cases
{
    public static Task<int> CallAsync(string name, int value) =>
        Workflow.ExecuteActivityAsync<int>(
            name, [value], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), Summary = "a call" });

    public static Task<string> CallLocalAsync(string name) =>
        Workflow.ExecuteLocalActivityAsync<string>(name, [], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}
