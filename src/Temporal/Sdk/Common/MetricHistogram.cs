namespace Temporalio.Common;

/// <summary>A metric that holds the distribution of its values.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricHistogram<T> : Metric<T>
    where T : struct
{
    /// <summary>Initializes a new instance of the <see cref="MetricHistogram{T}"/> class.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="unit">Unit, if any.</param>
    /// <param name="description">Description, if any.</param>
    protected MetricHistogram(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    /// <summary>Records a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="extraTags">Tags for this value alone.</param>
    public abstract void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>Returns the same histogram with more tags.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>A histogram.</returns>
    public abstract MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
