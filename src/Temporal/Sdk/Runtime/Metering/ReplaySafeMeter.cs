using Temporalio.Common;

namespace Temporalio.Runtime.Metering;

/// <summary>The meter of a workflow: what replay does again is not counted again.</summary>
internal sealed class ReplaySafeMeter(MetricMeter meter, Func<bool> isReplaying) : MetricMeter
{
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new Counter<T>(meter.CreateCounter<T>(name, unit, description), isReplaying);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(meter.CreateGauge<T>(name, unit, description), isReplaying);

    public override MetricHistogram<T> CreateHistogram<T>(
        string name, string? unit = null, string? description = null) =>
        new Histogram<T>(meter.CreateHistogram<T>(name, unit, description), isReplaying);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new ReplaySafeMeter(meter.WithTags(tags), isReplaying);

    private sealed class Counter<T>(MetricCounter<T> inner, Func<bool> isReplaying)
        : MetricCounter<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!isReplaying())
                inner.Add(value, extraTags);
        }

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Counter<T>(inner.WithTags(tags), isReplaying);
    }

    private sealed class Gauge<T>(MetricGauge<T> inner, Func<bool> isReplaying)
        : MetricGauge<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!isReplaying())
                inner.Set(value, extraTags);
        }

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Gauge<T>(inner.WithTags(tags), isReplaying);
    }

    private sealed class Histogram<T>(MetricHistogram<T> inner, Func<bool> isReplaying)
        : MetricHistogram<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!isReplaying())
                inner.Record(value, extraTags);
        }

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Histogram<T>(inner.WithTags(tags), isReplaying);
    }
}
