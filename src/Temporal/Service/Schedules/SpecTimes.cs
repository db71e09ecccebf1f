using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>A time of a schedule.</summary>
/// <param name="Nominal">What the spec says, in whole seconds.</param>
/// <param name="Actual">The same with the jitter, in milliseconds.</param>
internal readonly record struct SpecTime(DateTimeOffset Nominal, DateTimeOffset Actual);

/// <summary>The times of a spec. Pure: the same spec and seed give the same times.</summary>
internal sealed class SpecTimes
{
    // A spec whose times are all left out would be searched for ever.
    private const int MostLeftOut = 200_000;
    private readonly ScheduleSpec _spec;
    private readonly string _seed;
    private readonly ZoneClock _zone;
    private readonly WallCalendar[] _calendars;
    private readonly WallCalendar[] _leftOut;
    private readonly (long Every, long Phase)[] _intervals;

    private SpecTimes(ScheduleSpec canonical, string seed)
    {
        (_spec, _seed, _zone) = (canonical, seed, ZoneClock.Find(canonical.TimezoneName));
        _calendars = [.. canonical.StructuredCalendar.Select(calendar => new WallCalendar(calendar))];
        _leftOut = [.. canonical.ExcludeStructuredCalendar.Select(calendar => new WallCalendar(calendar))];
        _intervals = [.. canonical.Interval.Select(
            interval => (Math.Max(interval.Interval.Seconds, 1), interval.Phase?.Seconds ?? 0))];
    }

    /// <summary>Returns the times of a canonical spec.</summary>
    /// <param name="seed">What the jitter depends on besides the nominal time.</param>
    /// <exception cref="SpecException">The time zone is unknown.</exception>
    public static SpecTimes Of(ScheduleSpec canonical, string seed) => new(canonical, seed);

    /// <summary>Returns the first time whose nominal time is after a time; null when there is none.</summary>
    public SpecTime? Next(DateTimeOffset after)
    {
        var from = Seconds(after);
        // One second before, so that the first second of the range counts when it matches.
        if (_spec.StartTime is { } start && after < start.Time()) from = Seconds(start.Time().AddSeconds(-1));
        for (var tries = 0; tries < MostLeftOut; tries++)
        {
            if (NextNominal(from) is not { } nominal || IsPastEnd(nominal)) return null;
            if (!IsLeftOut(nominal)) return WithJitter(nominal);
            from = nominal;
        }

        return null;
    }

    private SpecTime WithJitter(long nominal)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(nominal);
        var most = _spec.Jitter.IsSet() ? _spec.Jitter.Span() : TimeSpan.Zero;
        if (most > TimeSpan.Zero && NextNominal(nominal) is { } following)
        {
            var gap = TimeSpan.FromSeconds(following - nominal);
            if (gap < most) most = gap;
        }

        return new SpecTime(time, time + Jitter.Of(_seed, nominal, most));
    }

    private long? NextNominal(long after)
    {
        long? first = null;
        foreach (var calendar in _calendars)
        {
            if (_zone.Next(calendar, after) is { } time && !(time >= first)) first = time;
        }

        foreach (var (every, phase) in _intervals)
        {
            var time = after - Modulo(after - phase, every) + every;
            if (!(time >= first)) first = time;
        }

        return first;
    }

    private bool IsPastEnd(long nominal) =>
        DateTimeOffset.FromUnixTimeSeconds(nominal) is var time
        && (time.Year > CalendarField.LastYear || (_spec.EndTime is { } end && time > end.Time()));

    private bool IsLeftOut(long nominal)
    {
        if (_leftOut.Length == 0) return false;
        var wall = _zone.Wall(nominal);
        return Array.Exists(_leftOut, calendar => calendar.Matches(wall));
    }

    private static long Modulo(long value, long by) => ((value % by) + by) % by;

    private static long Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
