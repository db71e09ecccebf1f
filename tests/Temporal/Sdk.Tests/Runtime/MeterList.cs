using System.Collections.Concurrent;
using Temporalio.Runtime;

namespace Temporalio.Tests.Runtime;

/// <summary>A meter that keeps what it is told as lines: name, value, tags.</summary>
internal sealed class MeterList : ICustomMetricMeter
{
    public ConcurrentQueue<(string Name, object Value, string Tags)> Lines { get; } = new();

    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>(name, Lines);

    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>($"{name} in {unit}", Lines);

    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>(name, Lines);

    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags) =>
        $"{appendFrom}{string.Concat(tags.Select(tag => $"{tag.Key}={tag.Value};"))}";

    private sealed class Metric<T>(string name, ConcurrentQueue<(string Name, object Value, string Tags)> lines)
        : ICustomMetricCounter<T>, ICustomMetricGauge<T>, ICustomMetricHistogram<T>
        where T : struct
    {
        public void Add(T value, object tags) => lines.Enqueue((name, value, (string)tags));

        public void Set(T value, object tags) => lines.Enqueue((name, value, (string)tags));

        public void Record(T value, object tags) => lines.Enqueue((name, value, (string)tags));
    }
}
