namespace Temporalio.Runtime;

/// <summary>Takes the metrics of the SDK and of its users, for instance to hand them on to a metrics library.</summary>
public interface ICustomMetricMeter
{
    /// <summary>Makes a counter.</summary>
    /// <typeparam name="T">Type of its values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit; null for none.</param>
    /// <param name="description">What it counts.</param>
    /// <returns>The counter.</returns>
    ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a histogram.</summary>
    /// <typeparam name="T">Type of its values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit; null for none.</param>
    /// <param name="description">What it measures.</param>
    /// <returns>The histogram.</returns>
    ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a gauge.</summary>
    /// <typeparam name="T">Type of its values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit; null for none.</param>
    /// <param name="description">What it shows.</param>
    /// <returns>The gauge.</returns>
    ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes an immutable set of tags.</summary>
    /// <param name="appendFrom">A set that this method made, to be added to; null for an empty one.</param>
    /// <param name="tags">The tags: texts, numbers and truth values by name.</param>
    /// <returns>The set, as the metrics want it.</returns>
    object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags);
}
