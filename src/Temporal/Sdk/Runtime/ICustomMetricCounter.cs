namespace Temporalio.Runtime;

/// <summary>A counter of a meter of the user's. Called from many threads.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetricCounter<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Adds to the counter.</summary>
    /// <param name="value">How much.</param>
    /// <param name="tags">What <see cref="ICustomMetricMeter.CreateTags"/> made.</param>
    void Add(T value, object tags);
}
