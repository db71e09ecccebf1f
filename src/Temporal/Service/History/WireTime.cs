using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Service.History;

/// <summary>Between wire times and .NET's. A missing duration counts as zero, which means: no bound.</summary>
internal static class WireTime
{
    /// <summary>Returns the duration; zero when there is none.</summary>
    public static TimeSpan Span(this Duration? duration) =>
        duration is null
            ? TimeSpan.Zero
            : new TimeSpan((duration.Seconds * TimeSpan.TicksPerSecond) + (duration.Nanos / 100));

    /// <summary>Returns the time.</summary>
    public static DateTimeOffset Time(this Timestamp timestamp) =>
        DateTimeOffset.UnixEpoch.AddTicks((timestamp.Seconds * TimeSpan.TicksPerSecond) + (timestamp.Nanos / 100));

    /// <summary>Returns true when the duration is there and above zero.</summary>
    public static bool IsSet(this Duration? duration) =>
        duration is not null && (duration.Seconds > 0 || duration.Nanos > 0);

    /// <summary>Returns true when the duration is there and below zero.</summary>
    public static bool IsNegative(this Duration? duration) =>
        duration is not null && (duration.Seconds < 0 || duration.Nanos < 0);

    /// <summary>Returns the wire form of a span.</summary>
    public static Duration Wire(this TimeSpan span) => Duration.FromTimeSpan(span);

    /// <summary>Returns the wire form of a time.</summary>
    public static Timestamp Wire(this DateTimeOffset time) => Timestamp.FromDateTimeOffset(time);
}
