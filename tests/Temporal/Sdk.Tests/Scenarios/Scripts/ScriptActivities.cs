using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>The activities that scripts call. Each takes one string.</summary>
public sealed class ScriptActivities(ScriptBench bench)
{
    private static ActivityExecutionContext Context => ActivityExecutionContext.Current;

    [Activity]
    public static string Echo(string text) => text;

    [Activity]
    public static void Nothing(string text) => _ = text;

    [Activity]
    public static string FailUntil(string attempt) => Context.Info.Attempt < int.Parse(attempt)
        ? throw new ApplicationFailureException($"attempt {Context.Info.Attempt}", "Again")
        : $"attempt {Context.Info.Attempt}";

    [Activity]
    public static string FailSlowly(string text) => Context.Info.Attempt == 1
        ? throw new ApplicationFailureException(text, "Slow", nextRetryDelay: TimeSpan.FromMilliseconds(20))
        : $"attempt {Context.Info.Attempt}";

    [Activity]
    public static string FailForGood(string text) =>
        throw new ApplicationFailureException(text, "ForGood", nonRetryable: true, details: ["why"]);

    [Activity]
    public static string Crash(string text) =>
        throw new InvalidOperationException(text, new ArgumentException("the cause"));

    [Activity]
    public static string Tell(string text) =>
        $"{text} {Context.Info.ActivityType} {Context.Info.ActivityId} {Context.Info.WorkflowType} "
            + $"{Context.Info.Attempt} {Context.Info.StartToCloseTimeout} {Context.Info.IsLocal}";

    [Activity]
    public static async Task<string> Resume(string text)
    {
        if (Context.Info.HeartbeatDetails.Count > 0)
            return $"{text} from {await Context.Info.HeartbeatDetailAtAsync<int>(0)}";
        Context.Heartbeat(41);
        Context.Heartbeat(42);
        throw new ApplicationFailureException("interrupted", "Again");
    }

    /// <summary>Waits until the test sets the mark "WORKFLOW release NAME".</summary>
    [Activity]
    public async Task<string> Gate(string name)
    {
        bench.Set($"{Context.Info.WorkflowId} in {name}");
        await bench.MarkAsync($"{Context.Info.WorkflowId} release {name}");
        return name;
    }

    /// <summary>Beats until it is cancelled; then ends as cancelled, or well when it is stubborn.</summary>
    [Activity]
    public async Task<string> Hang(string mood)
    {
        var context = Context;
        using var beat = new Timer(_ => context.Heartbeat(), null, 0, 50);
        bench.Set($"{context.Info.WorkflowId} hangs");
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        catch (OperationCanceledException) when (mood == "stubborn")
        {
            return "done all the same";
        }

        return "never";
    }

    /// <summary>Is completed from outside: the mark "WORKFLOW token" has its task token.</summary>
    [Activity]
    public string Later(string text)
    {
        bench.Set($"{Context.Info.WorkflowId} token", Context.Info.TaskToken);
        throw new CompleteAsyncException();
    }
}
