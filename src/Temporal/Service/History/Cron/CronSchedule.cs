namespace Temporalio.Service.History.Cron;

/// <summary>
/// When a workflow with a cron schedule runs again. Five fields, <c>@every</c>, the usual names, <c>CRON_TZ=</c>.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly TimeSpan _every;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;

    private CronSchedule(TimeSpan every) => _every = every;

    private CronSchedule(TimeZoneInfo zone, CronField[] fields)
    {
        _zone = zone;
        (_minute, _hour, _day, _month, _weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: it cannot be read.</exception>
    public static CronSchedule Parse(string text) =>
        TryParse(text) ?? throw ServiceException.Invalid("invalid CronSchedule.");

    /// <summary>
    /// Returns the wait from the close of a run to the start of the next, in whole seconds: the first time of the
    /// schedule behind the start that is not before the close.
    /// </summary>
    public TimeSpan Backoff(DateTimeOffset start, DateTimeOffset close)
    {
        var next = Next(start);
        while (next < close)
        {
            next = Next(next);
        }

        return TimeSpan.FromSeconds(Math.Ceiling((next - close).TotalSeconds));
    }

    /// <summary>Returns the first time of the schedule after <paramref name="time"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset time)
    {
        if (_every > TimeSpan.Zero)
        {
            // Counted from the full second, so that a chain of runs keeps its pace.
            return time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond)) + _every;
        }

        var local = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        var minute = local.Date.AddMinutes((local.Hour * 60) + local.Minute);
        var next = NextLocal(minute.AddMinutes(1), minute.AddYears(5));
        return new DateTimeOffset(next, _zone.GetUtcOffset(next)).ToUniversalTime();
    }

    private static CronSchedule? TryParse(string text)
    {
        var zone = TimeZoneInfo.Utc;
        text = text.Trim();
        if (text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal))
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            var name = end < 0 ? string.Empty : text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..end];
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
            {
                return null;
            }

            (zone, text) = (found, text[end..].Trim());
        }

        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            var isRead = GoDuration.TryParse(text["@every ".Length..].Trim(), out var every);
            return isRead && every >= TimeSpan.FromSeconds(1) ? new CronSchedule(every) : null;
        }

        var fields = (text switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => text,
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5 ? FromFields(zone, fields) : null;
    }

    private static CronSchedule? FromFields(TimeZoneInfo zone, string[] fields)
    {
        CronField?[] read =
        [
            CronField.Parse(fields[0], 0, 59, []),
            CronField.Parse(fields[1], 0, 23, []),
            CronField.Parse(fields[2], 1, 31, []),
            CronField.Parse(fields[3], 1, 12, Months),
            CronField.Parse(fields[4], 0, 6, Days),
        ];
        var complete = new CronField[read.Length];
        for (var index = 0; index < read.Length; index++)
        {
            if (read[index] is not { } field)
            {
                return null;
            }

            complete[index] = field;
        }

        return new CronSchedule(zone, complete);
    }

    private DateTime NextLocal(DateTime from, DateTime limit)
    {
        var time = from;
        while (time < limit)
        {
            if (!_month.Allows(time.Month))
            {
                time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1);
            }
            else if (!AllowsDay(time))
            {
                time = time.Date.AddDays(1);
            }
            else if (!_hour.Allows(time.Hour))
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!_minute.Allows(time.Minute))
            {
                time = time.AddMinutes(1);
            }
            else
            {
                return time;
            }
        }

        return limit;
    }

    /// <summary>A day must match both fields; when both name values, one is enough.</summary>
    private bool AllowsDay(DateTime time)
    {
        var day = _day.Allows(time.Day);
        var weekday = _weekday.Allows((int)time.DayOfWeek);
        return _day.IsStar || _weekday.IsStar ? day && weekday : day || weekday;
    }
}
