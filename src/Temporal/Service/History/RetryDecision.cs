using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Service.History;

/// <summary>Decides whether a failed attempt of an activity or of a workflow is tried again.</summary>
internal static class RetryDecision
{
    /// <summary>Returns what follows attempt <paramref name="attempt"/>.</summary>
    /// <param name="policy">Without gaps, or null when the thing has none.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="expiration">When the time for all attempts is over; null for no bound.</param>
    public static RetryVerdict After(
        RetryPolicy? policy, int attempt, Failure failure, DateTimeOffset now, DateTimeOffset? expiration)
    {
        if (policy is null)
        {
            return new RetryVerdict.GiveUp(RetryState.RetryPolicyNotSet);
        }

        if (failure.TimeoutFailureInfo is { TimeoutType: TimeoutType.ScheduleToStart or TimeoutType.ScheduleToClose })
        {
            return new RetryVerdict.GiveUp(RetryState.Timeout);
        }

        if (!IsRetryable(failure, policy))
        {
            return new RetryVerdict.GiveUp(RetryState.NonRetryableFailure);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return new RetryVerdict.GiveUp(RetryState.MaximumAttemptsReached);
        }

        var delay = failure.ApplicationFailureInfo?.NextRetryDelay is { } asked ? asked.Span() : Delay(policy, attempt);
        return expiration is { } end && now + delay > end
            ? new RetryVerdict.GiveUp(RetryState.Timeout)
            : new RetryVerdict.Again(delay);
    }

    /// <summary>
    /// Returns the wait after attempt <paramref name="attempt"/>: it grows by the coefficient up to the maximum.
    /// </summary>
    public static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        // The power overflows to infinity, never to a negative wait, because the bound is taken on the double.
        var ticks = policy.InitialInterval.Span().Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaximumInterval.IsSet() ? policy.MaximumInterval.Span() : TimeSpan.MaxValue;
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    private static bool IsRetryable(Failure failure, RetryPolicy policy)
    {
        switch (failure.FailureInfoCase)
        {
            case Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo:
                return false;
            case Failure.FailureInfoOneofCase.TimeoutFailureInfo:
                var type = failure.TimeoutFailureInfo.TimeoutType;
                return type is TimeoutType.StartToClose or TimeoutType.Heartbeat
                    && !policy.NonRetryableErrorTypes.Contains("TemporalTimeout:" + type);
            case Failure.FailureInfoOneofCase.ServerFailureInfo:
                return !failure.ServerFailureInfo.NonRetryable;
            case Failure.FailureInfoOneofCase.ApplicationFailureInfo:
                var application = failure.ApplicationFailureInfo;
                return !application.NonRetryable && !policy.NonRetryableErrorTypes.Contains(application.Type);
            default:
                return true;
        }
    }
}
