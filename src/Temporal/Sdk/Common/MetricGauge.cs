namespace Temporalio.Common;

/// <summary>A metric that holds its last value.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricGauge<T> : Metric<T>
    where T : struct
{
    /// <summary>Initializes a new instance of the <see cref="MetricGauge{T}"/> class.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="unit">Unit, if any.</param>
    /// <param name="description">Description, if any.</param>
    protected MetricGauge(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    /// <summary>Sets the value.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="extraTags">Tags for this value alone.</param>
    public abstract void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>Returns the same gauge with more tags.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>A gauge.</returns>
    public abstract MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
