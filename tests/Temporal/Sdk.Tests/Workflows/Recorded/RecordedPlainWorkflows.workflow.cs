using System.Text.Json;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows.Recorded;

[Workflow("hello")]
public class HelloWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(JsonElement name) => Task.FromResult($"hello {name}");
}

[Workflow("identity")]
public class IdentityWorkflow
{
    [WorkflowRun]
    public Task<JsonElement?> RunAsync(JsonElement? value) => Task.FromResult(value);
}

[Workflow("sleepFor")]
public class SleepForWorkflow
{
    [WorkflowRun]
    public Task RunAsync(int milliseconds) => Workflow.DelayAsync(milliseconds);
}

[Workflow("manyTimers")]
public class ManyTimersWorkflow
{
    [WorkflowRun]
    public Task RunAsync(int count) =>
        Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(at => Workflow.DelayAsync(10 + at)));
}

[Workflow("cancelTimer")]
public class CancelTimerWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        using var cancel = new CancellationTokenSource();
        var hour = Workflow.DelayAsync(TimeSpan.FromHours(1), cancel.Token);
        await Workflow.DelayAsync(50);
        cancel.Cancel();
        try
        {
            await hour;
            return "fired";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}

[Workflow("conditionTimeout")]
public class ConditionTimeoutWorkflow
{
    [WorkflowRun]
    public async Task<bool[]> RunAsync() =>
    [
        await Workflow.WaitConditionAsync(() => false, 100),
        await Workflow.WaitConditionAsync(() => true, 100),
    ];
}

[Workflow("waitForever")]
public class WaitForeverWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
}

[Workflow("continueTimes")]
public class ContinueTimesWorkflow
{
    [WorkflowRun]
    public Task<int[]> RunAsync(int times, int[]? seen = null) => times == 0
        ? Task.FromResult(seen ?? [])
        : throw Workflow.CreateContinueAsNewException(
            (ContinueTimesWorkflow next) => next.RunAsync(times - 1, new[] { times }));
}

[Workflow("cronRun")]
public class CronRunWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync() => Task.FromResult(1);
}

[Workflow("failWith")]
public class FailWithWorkflow
{
    [WorkflowRun]
    public Task RunAsync(string message, string type, bool nonRetryable, JsonElement[]? details = null) =>
        throw new ApplicationFailureException(
            message, new ApplicationFailureException("the cause"), type, nonRetryable,
                [.. (details ?? []).Cast<object?>()]);
}

[Workflow("failUntilAttempt")]
public class FailUntilAttemptWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync(int attempt) => Workflow.Info.Attempt < attempt
        ? throw new ApplicationFailureException("again", "Again")
        : Task.FromResult(Workflow.Info.Attempt);
}

[Workflow("broken")]
public class BrokenWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => throw new InvalidOperationException("always broken");
}

[Workflow("info")]
public class InfoWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync() => Task.FromResult(
        $"{Workflow.Info.WorkflowId} {Workflow.Info.WorkflowType} {Workflow.Info.Attempt} "
            + $"{Workflow.PayloadConverter.ToValue(Workflow.Memo["k"].Payload, typeof(string))}");
}

[Workflow("patches")]
public class PatchesWorkflow
{
    [WorkflowRun]
    public async Task<List<string>> RunAsync()
    {
        List<string> taken = [];
        if (Workflow.Patched("a"))
            taken.Add("a");
        await Workflow.DelayAsync(20);
        if (Workflow.Patched("b"))
            taken.Add("b");
        Workflow.DeprecatePatch("c");
        return taken;
    }
}

[Workflow("random")]
public class RandomWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var first = $"{Workflow.NewGuid()} {Workflow.Random.NextDouble()}";
        await Workflow.DelayAsync(10);
        return $"{first} {Workflow.NewGuid()}";
    }
}

[Workflow("attrs")]
public class AttributesWorkflow
{
    private static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("CustomKeywordField");
    private static readonly SearchAttributeKey<long> Number = SearchAttributeKey.CreateLong("CustomIntField");

    [WorkflowRun]
    public async Task<string> RunAsync(string value)
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("note", value));
        Workflow.UpsertTypedSearchAttributes(Keyword.ValueSet(value), Number.ValueSet(42));
        await Workflow.DelayAsync(10);
        return Workflow.TypedSearchAttributes.Get(Keyword);
    }
}

public sealed record CounterState(int Sum, IReadOnlyList<int> Seen);

[Workflow("counter")]
public class CounterWorkflow
{
    private readonly List<int> _seen = [];
    private int _sum;
    private bool _done;

    [WorkflowRun]
    public async Task<CounterState> RunAsync(int start = 0)
    {
        _sum += start;
        await Workflow.WaitConditionAsync(() => _done);
        return new(_sum, _seen);
    }

    [WorkflowQuery("state")]
    public CounterState State() => new(_sum, _seen);

    [WorkflowSignal("add")]
    public Task AddAsync(int value)
    {
        _sum += value;
        _seen.Add(value);
        return Task.CompletedTask;
    }

    [WorkflowSignal("done")]
    public Task DoneAsync()
    {
        _done = true;
        return Task.CompletedTask;
    }
}

[Workflow("updatable")]
public class UpdatableWorkflow
{
    private string _name = "none";
    private bool _done;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => _done);
        return _name;
    }

    [WorkflowSignal("done")]
    public Task DoneAsync()
    {
        _done = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate("setName")]
    public Task<string> SetNameAsync(string name)
    {
        var old = _name;
        _name = name;
        return Task.FromResult(old);
    }

    [WorkflowUpdateValidator(nameof(SetNameAsync))]
    public void ValidateSetName(string name)
    {
        if (name.Length == 0)
            throw new ApplicationFailureException("the name is empty", "EmptyName");
    }

    [WorkflowUpdate("slowUpdate")]
    public async Task<int> SlowAsync(int value)
    {
        await Workflow.DelayAsync(200);
        return await Echo.RunAsync(value) + 1;
    }

    [WorkflowUpdate("badUpdate")]
    public Task BadAsync() => throw new ApplicationFailureException("update failed", "BadUpdate", nonRetryable: true);
}
