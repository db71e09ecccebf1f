using System.Collections.Immutable;
using System.Globalization;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Points in time, lengths of time, and their parts.</summary>
internal static class TimeFunctions
{
    private const long PerSecond = 1_000_000_000;

    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Global("timestamp", "timestamp", "timestamp", (_, a) => a[0]),
        Overload.Global("timestamp", "string", "timestamp", (_, a) => Times.ReadTimestamp(((Value.Text)a[0]).Content)),
        Overload.Global("timestamp", "int", "timestamp", (_, a) =>
            Times.At((Int128)((Value.Int)a[0]).Number * PerSecond)),
        Overload.Global("duration", "duration", "duration", (_, a) => a[0]),
        Overload.Global("duration", "string", "duration", (_, a) => Times.ReadDuration(((Value.Text)a[0]).Content)),
        .. Part("getFullYear", (t, _) => t.Year),
        .. Part("getMonth", (t, _) => t.Month - 1),
        .. Part("getDate", (t, _) => t.Day),
        .. Part("getDayOfMonth", (t, _) => t.Day - 1),
        .. Part("getDayOfWeek", (t, _) => (int)t.DayOfWeek),
        .. Part("getDayOfYear", (t, _) => t.DayOfYear - 1),
        .. Part("getHours", (t, _) => t.Hour),
        .. Part("getMinutes", (t, _) => t.Minute),
        .. Part("getSeconds", (t, _) => t.Second),
        .. Part("getMilliseconds", (_, nanoseconds) => nanoseconds / 1_000_000),
        Overload.Member("getHours", "duration", "int", (_, a) =>
            ((Value.Duration)a[0]).Nanoseconds / PerSecond / 3_600),
        Overload.Member("getMinutes", "duration", "int", (_, a) => ((Value.Duration)a[0]).Nanoseconds / PerSecond / 60),
        Overload.Member("getSeconds", "duration", "int", (_, a) => ((Value.Duration)a[0]).Nanoseconds / PerSecond),
        Overload.Member("getMilliseconds", "duration", "int", (_, a) =>
            ((Value.Duration)a[0]).Nanoseconds % PerSecond / 1_000_000),
    ];

    private static Overload[] Part(string function, Func<DateTime, int, int> part) =>
    [
        Overload.Member(function, "timestamp", "int", (_, a) =>
            (long)part(Times.ToDateTime((Value.Timestamp)a[0]), ((Value.Timestamp)a[0]).Nanoseconds)),
        Overload.Member(function, "timestamp, string", "int", (_, a) =>
        {
            var time = (Value.Timestamp)a[0];
            if (Offset(((Value.Text)a[1]).Content, Times.ToDateTime(time)).Failed(out var failure, out var offset))
            {
                return failure;
            }

            if (Times.Add(time, (Int128)((Value.Int)offset).Number * PerSecond).Failed(out failure, out var local))
            {
                return failure;
            }

            return (long)part(Times.ToDateTime((Value.Timestamp)local), time.Nanoseconds);
        }),
    ];

    /// <summary>Returns the seconds between UTC and a zone, given by name (<c>Europe/Berlin</c>) or as
    /// <c>+02:00</c>.</summary>
    private static Result Offset(string zone, DateTime at)
    {
        var digits = zone.AsSpan().TrimStart("+-");
        if (digits.Length == 5 && digits[2] == ':' && zone.Length - digits.Length <= 1
            && int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours < 24
            && int.TryParse(digits[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                && minutes < 60)
        {
            return ((hours * 3_600L) + (minutes * 60L)) * (zone[0] == '-' ? -1 : 1);
        }

        // The name becomes part of a path in the zone database: nothing but names of zones may reach it.
        var plain = zone.Length is > 0 and <= 64
            && zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '/') && zone[0] != '/';
        return plain && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? (long)found.GetUtcOffset(at).TotalSeconds
            : Failure.Malformed(
                $"{Failure.Quote(zone)} is no time zone; write a name such as Europe/Berlin, or an offset such as "
                + "+02:00");
    }
}
