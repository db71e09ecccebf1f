namespace Temporalio.Runtime;

/// <summary>What a runtime tells of itself. Log lines go by the client's logger factory.</summary>
public class TelemetryOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TelemetryOptions"/> class.</summary>
    public TelemetryOptions()
    {
    }

    /// <summary>Gets or sets where metrics go; null for nowhere.</summary>
    public MetricsOptions? Metrics { get; set; }

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
