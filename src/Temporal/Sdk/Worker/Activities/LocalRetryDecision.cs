using Temporalio.Api.Failure.V1;
using Temporalio.Common;

namespace Temporalio.Worker.Activities;

/// <summary>Decides what follows a failed attempt of a local activity.</summary>
internal static class LocalRetryDecision
{
    private static readonly RetryPolicy Default = new();

    /// <summary>Returns the wait before the next attempt, or null to give up.</summary>
    /// <param name="policy">The policy; null for the default: 1 s, doubled up to 100 s, without end.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="left">Time until schedule-to-close; null for no bound.</param>
    public static TimeSpan? After(RetryPolicy? policy, int attempt, Failure failure, TimeSpan? left)
    {
        policy ??= Default;
        var application = failure.ApplicationFailureInfo;
        if (failure.CanceledFailureInfo != null
            || application?.NonRetryable == true
            || (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
            || (application != null && policy.NonRetryableErrorTypes?.Contains(application.Type) == true))
        {
            return null;
        }

        var initial = policy.InitialInterval > TimeSpan.Zero ? policy.InitialInterval : Default.InitialInterval;
        var coefficient = policy.BackoffCoefficient >= 1 ? policy.BackoffCoefficient : Default.BackoffCoefficient;
        var most = policy.MaximumInterval is { } maximum && maximum > TimeSpan.Zero ? maximum : initial * 100;
        var wait = application?.NextRetryDelay?.ToTimeSpan() ?? TimeSpan.FromSeconds(
            Math.Min(initial.TotalSeconds * Math.Pow(coefficient, attempt - 1), most.TotalSeconds));
        return left is { } rest && wait >= rest ? null : wait;
    }
}
