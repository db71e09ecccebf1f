namespace Temporalio.Client;

/// <summary>How an idle connection is kept open.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Gets or sets the time between two pings. 30 s by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the answer may take. 15 s by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
