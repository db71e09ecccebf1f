using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling;

/// <summary>The wait before the next attempt, as Temporal computes it for activities.</summary>
internal static class RetryInterval
{
    private const double MostIntervals = 100;

    /// <summary>Returns the wait after <paramref name="attempts"/> attempts, at least one.</summary>
    public static TimeSpan After(RetryDefinition retry, int attempts)
    {
        var longest = retry.Maximum?.TotalSeconds ?? (retry.Interval.TotalSeconds * MostIntervals);
        // The power may be infinite; what is compared is a double, so that no wait becomes negative.
        var wait = retry.Interval.TotalSeconds * Math.Pow(retry.Backoff, attempts - 1);
        return TimeSpan.FromSeconds(Math.Min(wait, longest));
    }
}
