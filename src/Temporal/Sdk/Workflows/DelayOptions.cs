namespace Temporalio.Workflows;

/// <summary>A timer.</summary>
public class DelayOptions : ICloneable
{
    /// <summary>Initializes options without a delay.</summary>
    public DelayOptions()
    {
    }

    /// <summary>Initializes options for a wait in milliseconds.</summary>
    /// <param name="millisecondsDelay">The wait.</param>
    /// <param name="summary">One line for people.</param>
    /// <param name="cancellationToken">The token that cancels the wait.</param>
    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    /// <summary>Initializes options for a wait.</summary>
    /// <param name="delay">The wait.</param>
    /// <param name="summary">One line for people.</param>
    /// <param name="cancellationToken">The token that cancels the wait.</param>
    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Gets or sets the token that cancels the call. Default: the workflow's token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Gets or sets the wait; below 1 ms counts as 1 ms, <see cref="Timeout.InfiniteTimeSpan"/> never
    /// ends.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Gets or sets one line for people, shown in the UI.</summary>
    public string? Summary { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
