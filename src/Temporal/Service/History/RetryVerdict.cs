using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History;

/// <summary>What follows a failed attempt.</summary>
internal abstract record RetryVerdict
{
    private RetryVerdict()
    {
    }

    /// <summary>Another attempt after a wait.</summary>
    public sealed record Again(TimeSpan Delay) : RetryVerdict;

    /// <summary>No other attempt, and why.</summary>
    public sealed record GiveUp(RetryState State) : RetryVerdict;
}
