using Google.Protobuf.Collections;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>Brings a spec into the form that is kept and shown: structured calendars and intervals only.</summary>
internal static class CanonicalSpec
{
    private const int LongestComment = 200;

    /// <summary>Returns the spec with text calendars and cron strings turned into structured calendars and
    /// intervals.</summary>
    /// <exception cref="SpecException">The spec breaks a rule.</exception>
    public static ScheduleSpec Of(ScheduleSpec given)
    {
        var spec = given.Clone();
        if (spec.TimezoneData.Length > 0) throw new SpecException("malformed time zone information");
        spec.StructuredCalendar.Add(spec.Calendar.Select(CalendarText.Read));
        spec.Calendar.Clear();
        spec.ExcludeStructuredCalendar.Add(spec.ExcludeCalendar.Select(CalendarText.Read));
        spec.ExcludeCalendar.Clear();
        ReadCrons(spec);
        foreach (var calendar in spec.StructuredCalendar.Concat(spec.ExcludeStructuredCalendar)) Check(calendar);
        foreach (var interval in spec.Interval) Check(interval);
        foreach (var calendar in spec.StructuredCalendar.Concat(spec.ExcludeStructuredCalendar)) Complete(calendar);
        return spec;
    }

    private static void ReadCrons(ScheduleSpec spec)
    {
        string? zone = null;
        foreach (var cron in spec.CronString.Select(CronText.Read))
        {
            if (zone is not null && zone != cron.Zone) throw ZoneConflict();
            zone = cron.Zone;
            if (cron.Calendar is not null) spec.StructuredCalendar.Add(cron.Calendar);
            if (cron.Interval is not null) spec.Interval.Add(cron.Interval);
        }

        spec.CronString.Clear();
        if (string.IsNullOrEmpty(zone)) return;
        if (spec.TimezoneName.Length > 0 && spec.TimezoneName != zone) throw ZoneConflict();
        spec.TimezoneName = zone;
    }

    private static void Check(StructuredCalendarSpec calendar)
    {
        var faults = new List<string>();
        Check(faults, calendar.Second, "Second", 0, 59);
        Check(faults, calendar.Minute, "Minute", 0, 59);
        Check(faults, calendar.Hour, "Hour", 0, 23);
        Check(faults, calendar.DayOfMonth, "DayOfMonth", 1, 31);
        Check(faults, calendar.Month, "Month", 1, 12);
        Check(faults, calendar.Year, "Year", CalendarField.FirstYear, CalendarField.LastYear);
        Check(faults, calendar.DayOfWeek, "DayOfWeek", 0, 6);
        if (calendar.Comment.Length > LongestComment) faults.Add("comment is too long");
        if (faults.Count > 0) throw new SpecException($"invalid calendar spec: {string.Join(", ", faults)}");
    }

    private static void Check(
        List<string> faults, RepeatedField<Api.Schedule.V1.Range> ranges, string field, int min, int max)
    {
        foreach (var range in ranges)
        {
            if (range.Start < min || range.Start > max) faults.Add($"{field} Start is not in range [{min}-{max}]");
            if (range.End != 0 && (range.End < range.Start || range.End > max))
                faults.Add($"{field} End is before Start or not in range [{min}-{max}]");
            if (range.Step < 0) faults.Add($"{field} has invalid Step");
        }
    }

    private static void Check(IntervalSpec interval)
    {
        if (interval.Interval.Span() < TimeSpan.FromSeconds(1)) throw new SpecException("interval is too small");
        if (interval.Phase.IsNegative()) throw new SpecException("phase is negative");
        if (interval.Phase.Span() >= interval.Interval.Span())
            throw new SpecException("phase cannot be greater than Interval");
    }

    private static void Complete(StructuredCalendarSpec calendar)
    {
        RepeatedField<Api.Schedule.V1.Range>[] fields =
        [
            calendar.Second, calendar.Minute, calendar.Hour, calendar.DayOfMonth, calendar.Month, calendar.Year,
            calendar.DayOfWeek,
        ];
        foreach (var range in fields.SelectMany(ranges => ranges))
        {
            range.End = Math.Max(range.End, range.Start);
            range.Step = Math.Max(range.Step, 1);
        }
    }

    private static SpecException ZoneConflict() => new("conflicting timezone names");
}
