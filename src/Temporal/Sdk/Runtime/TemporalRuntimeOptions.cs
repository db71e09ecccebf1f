namespace Temporalio.Runtime;

/// <summary>Options of a runtime.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TemporalRuntimeOptions"/> class.</summary>
    public TemporalRuntimeOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalRuntimeOptions"/> class.</summary>
    /// <param name="telemetry">What it tells of itself.</param>
    public TemporalRuntimeOptions(TelemetryOptions telemetry) => Telemetry = telemetry;

    /// <summary>Gets or sets what it tells of itself.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
