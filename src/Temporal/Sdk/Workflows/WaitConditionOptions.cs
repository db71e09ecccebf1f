namespace Temporalio.Workflows;

/// <summary>A wait for a condition.</summary>
public class WaitConditionOptions : ICloneable
{
    /// <summary>Initializes options without a condition.</summary>
    public WaitConditionOptions()
    {
    }

    /// <summary>Initializes options for a condition.</summary>
    /// <param name="conditionCheck">The condition.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="timeoutSummary">One line for people on the timer of the timeout.</param>
    /// <param name="cancellationToken">The token that cancels the wait.</param>
    public WaitConditionOptions(
        Func<bool> conditionCheck,
        TimeSpan? timeout = null,
        string? timeoutSummary = null,
        CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Gets or sets the token that cancels the call. Default: the workflow's token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Gets or sets the condition: without side effects, checked after every step of the workflow.</summary>
    public Func<bool> ConditionCheck { get; set; } = static () => false;

    /// <summary>Gets or sets the longest wait. Default: no bound.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets one line for people on the timer of the timeout.</summary>
    public string? TimeoutSummary { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
