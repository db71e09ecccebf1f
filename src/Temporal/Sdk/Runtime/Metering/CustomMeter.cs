using Temporalio.Common;

namespace Temporalio.Runtime.Metering;

/// <summary>Makes metrics with a meter of the user's.</summary>
internal sealed class CustomMeter(ICustomMetricMeter custom, object tags) : MetricMeter
{
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new Counter<T>(custom, custom.CreateCounter<T>(name, unit, description), tags, name, unit, description);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(custom, custom.CreateGauge<T>(name, unit, description), tags, name, unit, description);

    public override MetricHistogram<T> CreateHistogram<T>(
        string name, string? unit = null, string? description = null) =>
        new Histogram<T>(custom, custom.CreateHistogram<T>(name, unit, description), tags, name, unit, description);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> more) =>
        new CustomMeter(custom, custom.CreateTags(tags, [.. more]));

    private static object With(
        ICustomMetricMeter custom, object tags, IEnumerable<KeyValuePair<string, object>>? extra) =>
        extra == null ? tags : custom.CreateTags(tags, [.. extra]);

    private sealed class Counter<T>(
        ICustomMetricMeter custom,
        ICustomMetricCounter<T> counter,
        object tags,
        string name,
        string? unit,
        string? description) : MetricCounter<T>(name, unit, description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            counter.Add(value, With(custom, tags, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> more) =>
            new Counter<T>(custom, counter, With(custom, tags, more), Name, Unit, Description);
    }

    private sealed class Gauge<T>(
        ICustomMetricMeter custom,
        ICustomMetricGauge<T> gauge,
        object tags,
        string name,
        string? unit,
        string? description) : MetricGauge<T>(name, unit, description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            gauge.Set(value, With(custom, tags, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> more) =>
            new Gauge<T>(custom, gauge, With(custom, tags, more), Name, Unit, Description);
    }

    private sealed class Histogram<T>(
        ICustomMetricMeter custom,
        ICustomMetricHistogram<T> histogram,
        object tags,
        string name,
        string? unit,
        string? description) : MetricHistogram<T>(name, unit, description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            histogram.Record(value, With(custom, tags, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> more) =>
            new Histogram<T>(custom, histogram, With(custom, tags, more), Name, Unit, Description);
    }
}
