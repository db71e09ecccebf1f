using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History.Cron;

namespace Temporalio.Service.Schedules;

/// <summary>What a cron string means: a calendar or an interval, and perhaps a time zone.</summary>
/// <param name="Zone">The name of its time zone; empty when it names none.</param>
internal sealed record CronText(StructuredCalendarSpec? Calendar, IntervalSpec? Interval, string Zone)
{
    /// <summary>
    /// Reads <c>[TZ=zone|CRON_TZ=zone] fields [# comment]</c>: five fields (minute, hour, day of month, month, day of
    /// week), six (and year) or seven (second before all), <c>@hourly</c> and the like, <c>@every 90m[/phase]</c>.
    /// </summary>
    /// <exception cref="SpecException">It is not understood.</exception>
    public static CronText Read(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var comment = hash < 0 ? "" : text[(hash + 1)..].Trim();
        var rest = (hash < 0 ? text : text[..hash]).Trim();
        var zone = "";
        if (rest.StartsWith("TZ=", StringComparison.Ordinal) || rest.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = rest.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) throw new SpecException("CronString has time zone but no fields");
            zone = rest[(rest.IndexOf('=', StringComparison.Ordinal) + 1)..space];
            rest = rest[(space + 1)..].Trim();
        }

        // An interval does not depend on a time zone: it counts from the epoch.
        return rest.StartsWith("@every", StringComparison.Ordinal)
            ? new CronText(null, Every(rest["@every".Length..].Trim()), "")
            : new CronText(CalendarText.Read(Fields(Predefined(rest), comment)), null, zone);
    }

    private static CalendarSpec Fields(string text, string comment)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 5 or > 7) throw new SpecException("CronString does not have 5-7 fields");
        var first = fields.Length == 7 ? 1 : 0;
        return new CalendarSpec
        {
            Second = first == 1 ? fields[0] : "",
            Minute = fields[first],
            Hour = fields[first + 1],
            DayOfMonth = fields[first + 2],
            Month = fields[first + 3],
            DayOfWeek = fields[first + 4],
            Year = fields.Length > 5 ? fields[^1] : "",
            Comment = comment,
        };
    }

    private static string Predefined(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => text,
    };

    private static IntervalSpec Every(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var interval = new IntervalSpec { Interval = Length(slash < 0 ? text : text[..slash]) };
        if (slash >= 0) interval.Phase = Length(text[(slash + 1)..]);
        return interval;
    }

    private static Duration Length(string text)
    {
        if (GoDuration.TryParse(text, out var length)) return Duration.FromTimeSpan(length);
        // Whole days too, as on Temporal's server.
        return text.EndsWith('d') && int.TryParse(text[..^1], out var days)
            ? Duration.FromTimeSpan(TimeSpan.FromDays(days))
            : throw new SpecException($"time: invalid duration \"{text}\"");
    }
}
