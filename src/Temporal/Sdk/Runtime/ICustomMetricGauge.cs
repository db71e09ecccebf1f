namespace Temporalio.Runtime;

/// <summary>A gauge of a meter of the user's. Called from many threads.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetricGauge<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Sets the gauge.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tags">What <see cref="ICustomMetricMeter.CreateTags"/> made.</param>
    void Set(T value, object tags);
}
