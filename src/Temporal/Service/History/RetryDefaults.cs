using Temporalio.Api.Common.V1;

namespace Temporalio.Service.History;

/// <summary>Fills what a retry policy leaves open, as the server does: 1 s, doubling, at most 100 times the first wait.</summary>
internal static class RetryDefaults
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private const double Coefficient = 2.0;
    private const int LongestFactor = 100;

    /// <summary>Returns a policy without gaps; the same object when it has none.</summary>
    public static RetryPolicy Fill(RetryPolicy? policy)
    {
        if (policy is not null && policy.InitialInterval.IsSet() && policy.BackoffCoefficient > 0 && policy.MaximumInterval.IsSet())
        {
            return policy;
        }

        var initial = policy is not null && policy.InitialInterval.IsSet() ? policy.InitialInterval.Span() : FirstInterval;
        var filled = policy?.Clone() ?? new RetryPolicy();
        filled.InitialInterval = initial.Wire();
        if (filled.BackoffCoefficient <= 0)
        {
            filled.BackoffCoefficient = Coefficient;
        }

        if (!filled.MaximumInterval.IsSet())
        {
            filled.MaximumInterval = (initial * LongestFactor).Wire();
        }

        return filled;
    }
}
