namespace Temporalio.Runtime;

/// <summary>Where metrics go.</summary>
public class MetricsOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="MetricsOptions"/> class.</summary>
    public MetricsOptions()
    {
    }

    /// <summary>Gets or sets a value indicating whether metrics carry the tag <c>service_name</c>; yes by default.</summary>
    public bool AttachServiceName { get; set; } = true;

    /// <summary>Gets or sets what takes the metrics; null for nothing.</summary>
    public ICustomMetricMeter? CustomMetricMeter { get; set; }

    /// <summary>Gets or sets how that is called; null for the defaults.</summary>
    public CustomMetricMeterOptions? CustomMetricMeterOptions { get; set; }

    /// <summary>Gets or sets tags of all metrics.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>Gets or sets what the names of the SDK's own metrics begin with; <c>temporal_</c> by default.</summary>
    public string? MetricPrefix { get; set; }

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (MetricsOptions)MemberwiseClone();
        copy.CustomMetricMeterOptions = (CustomMetricMeterOptions?)CustomMetricMeterOptions?.Clone();
        return copy;
    }
}
