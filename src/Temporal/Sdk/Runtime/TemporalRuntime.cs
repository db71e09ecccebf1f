using Temporalio.Common;
using Temporalio.Runtime.Metering;

namespace Temporalio.Runtime;

/// <summary>What connections share: where their metrics, and those of their workers, go.</summary>
public sealed class TemporalRuntime
{
    /// <summary>Initializes a new instance of the <see cref="TemporalRuntime"/> class.</summary>
    /// <param name="options">Options; later changes of them have no effect.</param>
    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var metrics = ((TemporalRuntimeOptions)options.Clone()).Telemetry.Metrics;
        if (metrics?.CustomMetricMeter is not { } custom)
        {
            MetricMeter = SilentMetricMeter.Instance;
            return;
        }

        KeyValuePair<string, object>[] tags =
        [
            .. metrics.AttachServiceName ? [new("service_name", "temporal-core-sdk")]
                : Array.Empty<KeyValuePair<string, object>>(),
            .. (metrics.GlobalTags ?? []).Select(tag => new KeyValuePair<string, object>(tag.Key, tag.Value)),
        ];
        var meter = new CustomMeter(custom, custom.CreateTags(null, tags));
        MetricMeter = meter;
        Sdk = new(
            meter,
            metrics.MetricPrefix ?? "temporal_",
            metrics.CustomMetricMeterOptions?.HistogramDurationFormat ?? default);
    }

    /// <summary>Gets the runtime of connections that name none. Its metrics go nowhere.</summary>
    public static TemporalRuntime Default { get; } = new(new());

    /// <summary>Gets a meter for metrics of one's own.</summary>
    public MetricMeter MetricMeter { get; }

    /// <summary>Gets the SDK's own metrics; null when they go nowhere.</summary>
    internal SdkMetrics? Sdk { get; }
}
