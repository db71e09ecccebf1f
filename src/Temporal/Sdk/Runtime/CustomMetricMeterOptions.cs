using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Runtime;

/// <summary>How a meter of the user's is called.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official type is nested.")]
public class CustomMetricMeterOptions
{
    /// <summary>Initializes a new instance of the <see cref="CustomMetricMeterOptions"/> class.</summary>
    public CustomMetricMeterOptions()
    {
    }

    /// <summary>How durations are recorded.</summary>
    public enum DurationFormat
    {
        /// <summary>As whole milliseconds, in a histogram of <see cref="long"/>.</summary>
        IntegerMilliseconds = 0,

        /// <summary>As seconds, in a histogram of <see cref="double"/>.</summary>
        FloatSeconds = 1,

        /// <summary>As they are, in a histogram of <see cref="System.TimeSpan"/>.</summary>
        TimeSpan = 2,
    }

    /// <summary>Gets or sets how the SDK's durations are recorded; whole milliseconds by default.</summary>
    public DurationFormat HistogramDurationFormat { get; set; } = DurationFormat.IntegerMilliseconds;

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
