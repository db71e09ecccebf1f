using Temporalio.Api.Common.V1;

namespace Temporalio.Service.History;

/// <summary>
/// Fills what a retry policy leaves open, as the server does: 1 s, doubling, at most 100 times the first wait.
/// </summary>
internal static class RetryDefaults
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private const double Coefficient = 2.0;
    private const int LongestFactor = 100;

    /// <summary>Returns what is wrong with a policy, in the server's words; null when nothing is.</summary>
    public static string? Check(RetryPolicy? policy)
    {
        if (policy is null || policy.MaximumAttempts == 1)
        {
            return null; // nothing else counts when there is one attempt only
        }

        if (policy.InitialInterval.IsNegative())
        {
            return "invalid InitialInterval set on retry policy: negative duration";
        }

        if (policy.BackoffCoefficient is > 0 and < 1 or < 0 || double.IsNaN(policy.BackoffCoefficient))
        {
            return "BackoffCoefficient cannot be less than 1 on retry policy.";
        }

        if (policy.MaximumInterval.IsNegative())
        {
            return "invalid MaximumInterval set on retry policy: negative duration";
        }

        if (policy.MaximumInterval.IsSet() && policy.MaximumInterval.Span() < policy.InitialInterval.Span())
        {
            return "MaximumInterval cannot be less than InitialInterval on retry policy.";
        }

        return policy.MaximumAttempts < 0 ? "MaximumAttempts cannot be negative on retry policy." : null;
    }

    /// <summary>Returns a policy without gaps; the same object when it has none.</summary>
    public static RetryPolicy Fill(RetryPolicy? policy)
    {
        var initial = policy?.InitialInterval;
        if (policy is { BackoffCoefficient: > 0 } && initial.IsSet() && policy.MaximumInterval.IsSet())
        {
            return policy;
        }

        var first = initial.IsSet() ? initial.Span() : FirstInterval;
        var filled = policy?.Clone() ?? new RetryPolicy();
        filled.InitialInterval = first.Wire();
        if (filled.BackoffCoefficient <= 0)
        {
            filled.BackoffCoefficient = Coefficient;
        }

        if (!filled.MaximumInterval.IsSet())
        {
            filled.MaximumInterval = (first * LongestFactor).Wire();
        }

        return filled;
    }
}
