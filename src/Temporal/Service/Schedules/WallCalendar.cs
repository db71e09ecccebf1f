using System.Numerics;
using Google.Protobuf.Collections;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Service.Schedules;

/// <summary>
/// A calendar on the clock on the wall, without time zones: a time matches when all its fields do. A field without
/// ranges matches nothing, except the year, which then matches all from 2000 to 2100.
/// </summary>
internal sealed class WallCalendar
{
    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool[] _years = new bool[CalendarField.LastYear - CalendarField.FirstYear + 1];

    /// <summary>Makes it from a checked spec.</summary>
    public WallCalendar(StructuredCalendarSpec spec)
    {
        (_seconds, _minutes, _hours) = (Bits(spec.Second), Bits(spec.Minute), Bits(spec.Hour));
        (_days, _months, _weekdays) = (Bits(spec.DayOfMonth), Bits(spec.Month), Bits(spec.DayOfWeek));
        foreach (var range in spec.Year)
        {
            for (var year = range.Start; year <= Math.Max(range.End, range.Start); year += Math.Max(range.Step, 1))
                _years[year - CalendarField.FirstYear] = true;
        }

        if (spec.Year.Count == 0) Array.Fill(_years, true);
    }

    /// <summary>Whether the second that begins at a time matches.</summary>
    public bool Matches(DateTime wall) => MatchesDay(wall)
        && Has(_hours, wall.Hour) && Has(_minutes, wall.Minute) && Has(_seconds, wall.Second);

    /// <summary>Returns the first whole second from a time on that matches; null for none up to the year
    /// 2100.</summary>
    public DateTime? AtOrAfter(DateTime wall)
    {
        if ((_seconds | _minutes | _hours) == 0 || _seconds == 0 || _minutes == 0 || _hours == 0) return null;
        if (MatchesDay(wall) && TimeAtOrAfter(wall.Hour, wall.Minute, wall.Second) is { } time)
            return wall.Date + time;
        return DayFrom(wall.Date.AddDays(1)) is { } day
            ? day + new TimeSpan(Next(_hours, 0), Next(_minutes, 0), Next(_seconds, 0))
            : null;
    }

    private bool MatchesDay(DateTime wall) =>
        wall.Year is >= CalendarField.FirstYear and <= CalendarField.LastYear
        && _years[wall.Year - CalendarField.FirstYear]
        && Has(_months, wall.Month) && Has(_days, wall.Day) && Has(_weekdays, (int)wall.DayOfWeek);

    private TimeSpan? TimeAtOrAfter(int hour, int minute, int second)
    {
        if (Has(_hours, hour))
        {
            if (Has(_minutes, minute) && Next(_seconds, second) is >= 0 and var exact)
                return new TimeSpan(hour, minute, exact);
            if (Next(_minutes, minute + 1) is >= 0 and var later)
                return new TimeSpan(hour, later, Next(_seconds, 0));
        }

        return Next(_hours, hour + 1) is >= 0 and var next
            ? new TimeSpan(next, Next(_minutes, 0), Next(_seconds, 0))
            : null;
    }

    private DateTime? DayFrom(DateTime day)
    {
        var (year, month) = (Math.Max(day.Year, CalendarField.FirstYear), day.Month);
        if (year != day.Year) (month, day) = (1, new DateTime(year, 1, 1));
        while (year <= CalendarField.LastYear)
        {
            if (_years[year - CalendarField.FirstYear] && Has(_months, month))
            {
                var from = day.Year == year && day.Month == month ? day.Day : 1;
                var last = DateTime.DaysInMonth(year, month);
                for (var date = Next(_days, from); date >= 0 && date <= last; date = Next(_days, date + 1))
                {
                    var found = new DateTime(year, month, date);
                    if (Has(_weekdays, (int)found.DayOfWeek)) return found;
                }
            }

            month++;
            if (month > 12) (year, month) = (year + 1, 1);
        }

        return null;
    }

    private static ulong Bits(RepeatedField<Api.Schedule.V1.Range> ranges)
    {
        var bits = 0UL;
        foreach (var range in ranges)
        {
            for (var value = range.Start; value <= Math.Max(range.End, range.Start); value += Math.Max(range.Step, 1))
                bits |= 1UL << value;
        }

        return bits;
    }

    private static bool Has(ulong bits, int value) => (bits >> value & 1) != 0;

    /// <summary>Returns the first value from one on; -1 for none.</summary>
    private static int Next(ulong bits, int from)
    {
        if (from > 63) return -1;
        var rest = bits & (ulong.MaxValue << from);
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }
}
