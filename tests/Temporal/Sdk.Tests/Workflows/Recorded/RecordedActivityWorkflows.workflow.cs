using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows.Recorded;

// The workflows that wrote the recorded histories, in C#: a history says what its workflow did.
public sealed record ActivityCall([property: JsonPropertyName("taskQueue")] string? TaskQueue);

[Workflow("callActivity")]
public class CallActivityWorkflow
{
    [WorkflowRun]
    public async Task<JsonElement?> RunAsync(string name, JsonElement[]? args = null, ActivityCall? call = null) =>
        await Workflow.ExecuteActivityAsync<JsonElement?>(
            name, [.. (args ?? []).Cast<object?>()],
                new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), TaskQueue = call?.TaskQueue });
}

[Workflow("catchActivity")]
public class CatchActivityWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name, JsonElement[]? args = null, ActivityCall? call = null)
    {
        try
        {
            await Workflow.ExecuteActivityAsync(
                name, [.. (args ?? []).Cast<object?>()],
                    new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), TaskQueue = call?.TaskQueue });
            return "no failure";
        }
        catch (ActivityFailureException e)
        {
            return $"{e.RetryState}: {e.InnerException?.GetType().Name}: {e.InnerException?.Message}";
        }
    }
}

[Workflow("cancelActivity")]
public class CancelActivityWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string type)
    {
        using var cancel = new CancellationTokenSource();
        var activity = Workflow.ExecuteActivityAsync("untilCancelled", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(30),
            HeartbeatTimeout = TimeSpan.FromSeconds(5),
            RetryPolicy = new() { MaximumAttempts = 1 },
            CancellationToken = cancel.Token,
            CancellationType = type switch
            {
                "ABANDON" => ActivityCancellationType.Abandon,
                "TRY_CANCEL" => ActivityCancellationType.TryCancel,
                _ => ActivityCancellationType.WaitCancellationCompleted,
            },
        });
        await Workflow.DelayAsync(300);
        cancel.Cancel();
        try
        {
            await activity;
            return "no failure";
        }
        catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
        {
            return e.RetryState.ToString();
        }
    }
}

[Workflow("sequence")]
public class SequenceWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
            await Echo.RunAsync(step);
        return steps;
    }
}

[Workflow("fanOut")]
public class FanOutWorkflow
{
    [WorkflowRun]
    public async Task<int[]> RunAsync(int width) =>
        await Workflow.WhenAllAsync(Enumerable.Range(0, width).Select(Echo.RunAsync));
}

[Workflow("localSequence")]
public class LocalSequenceWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        var sum = 0;
        for (var step = 0; step < steps; step++)
            sum += await Echo.RunLocalAsync(step);
        return sum;
    }
}

[Workflow("localRetry")]
public class LocalRetryWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(string key) =>
        await Workflow.ExecuteLocalActivityAsync<int>(
            "failTimes", [key, 2], new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
}

[Workflow("signalRace")]
public class SignalRaceWorkflow
{
    private int _signals;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        await Workflow.ExecuteActivityAsync<int>(
            "signalMe", [Workflow.Info.WorkflowId, "add", 5], new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
        return _signals;
    }

    [WorkflowSignal("add")]
    public Task AddAsync(int count)
    {
        _signals += count;
        return Task.CompletedTask;
    }
}

[Workflow("cleanup")]
public class CleanupWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(string key)
    {
        try
        {
            await Workflow.DelayAsync(TimeSpan.FromHours(1));
        }
        finally
        {
            await Workflow.ExecuteActivityAsync<bool>(
                "mark", [key], new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), CancellationToken =
                    CancellationToken.None });
        }
    }
}

internal static class Echo
{
    public static Task<int> RunAsync(int value) => Workflow.ExecuteActivityAsync<int>(
        "echo", [value], new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), RetryPolicy =
            new RetryPolicy { MaximumAttempts = 5 } });

    public static Task<int> RunLocalAsync(int value) =>
        Workflow.ExecuteLocalActivityAsync<int>(
            "echo", [value], new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
}
