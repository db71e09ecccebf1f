using System.Globalization;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Soak;

/// <summary>What soak workflows call.</summary>
public static class SoakActivities
{
    private static ActivityExecutionContext Context => ActivityExecutionContext.Current;

    [Activity]
    public static long Triple(int number, int attempt) => 3L * AtAttempt(number, attempt);

    [Activity]
    public static long Quintuple(int number, int attempt) => 5L * AtAttempt(number, attempt);

    [Activity]
    public static long Fail(int number) =>
        throw new ApplicationFailureException("the activity fails", "Soak", nonRetryable: true, details: [number]);

    [Activity]
    public static string Echo(string text) => text;

    /// <summary>Beats until it is cancelled.</summary>
    [Activity]
    public static async Task<long> HangAsync()
    {
        var context = Context;
        using var beat = new Timer(_ => context.Heartbeat(), null, 0, 50);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return -1;
    }

    private static int AtAttempt(int number, int attempt) => Context.Info.Attempt >= attempt
        ? number
        : throw new ApplicationFailureException(
            string.Create(CultureInfo.InvariantCulture, $"attempt {Context.Info.Attempt}"), "Soak");
}
