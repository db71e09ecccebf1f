namespace Temporalio.Service.Schedules;

/// <summary>A time zone as the clock of calendars. Times are whole seconds since 1970.</summary>
internal sealed class ZoneClock
{
    private const long Day = 24 * 60 * 60;
    private readonly TimeZoneInfo? _zone;

    private ZoneClock(TimeZoneInfo? zone) => _zone = zone;

    /// <summary>Returns the zone of an IANA name; UTC for an empty one.</summary>
    /// <exception cref="SpecException">There is no such zone on this machine.</exception>
    public static ZoneClock Find(string name)
    {
        if (name is "" or "UTC") return new ZoneClock(null);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId) return new ZoneClock(zone);
        throw new SpecException($"unknown time zone {name}");
    }

    /// <summary>Returns the clock on the wall at a time.</summary>
    public DateTime Wall(long time) => DateTime.UnixEpoch.AddSeconds(time + Offset(time));

    /// <summary>
    /// Returns the first time after one at which the wall shows what the calendar wants; null for none. Walls that a
    /// change of the clocks leaves out never come; those that it repeats come twice.
    /// </summary>
    public long? Next(WallCalendar calendar, long after)
    {
        var from = after + 1;
        while (true)
        {
            var offset = Offset(from);
            if (calendar.AtOrAfter(DateTime.UnixEpoch.AddSeconds(from + offset)) is not { } wall) return null;
            var found = ((wall - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) - offset;
            // Changes of the clocks move walls by less than a day: between the first day, in which a wall may come
            // again, and the last nothing can match.
            var last = Math.Min(found, from + Day);
            if (Offset(last) != offset) from = Change(from, last, offset);
            else if (last == found) return found;
            else from = found - Day > last ? found - Day : last;
        }
    }

    private long Offset(long time) =>
        _zone is null ? 0 : _zone.GetUtcOffset(DateTime.UnixEpoch.AddSeconds(time)).Ticks / TimeSpan.TicksPerSecond;

    /// <summary>Returns the first time of another offset between two.</summary>
    private long Change(long before, long after, long offset)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (Offset(middle) == offset) before = middle;
            else after = middle;
        }

        return after;
    }
}
