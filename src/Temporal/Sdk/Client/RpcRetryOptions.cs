namespace Temporalio.Client;

/// <summary>How calls are tried again when the service cannot be reached or is overloaded.</summary>
public class RpcRetryOptions : ICloneable
{
    /// <summary>Gets or sets the wait before the second attempt. 100 ms by default.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets by which part the wait varies at random. 0.2 by default.</summary>
    public float RandomizationFactor { get; set; } = 0.2F;

    /// <summary>Gets or sets the growth of the wait per attempt. 1.5 by default.</summary>
    public float Multiplier { get; set; } = 1.5F;

    /// <summary>Gets or sets the longest wait. 5 s by default.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the longest time over all attempts; null for no bound. 10 s by default.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets the most attempts, the first one included; 0 for as many as there is time for. 10 by default.
    /// </summary>
    public int MaxRetries { get; set; } = 10;

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
