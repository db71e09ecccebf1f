using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.Schedules;

namespace Temporalio.Service.Tests.Schedules;

/// <summary>Specs and their times in short.</summary>
internal static class SpecText
{
    public static ScheduleSpec Cron(params string[] crons) => new() { CronString = { crons } };

    public static ScheduleSpec Every(TimeSpan interval, TimeSpan? phase = null) => new()
    {
        Interval =
        {
            new IntervalSpec
            {
                Interval = Duration.FromTimeSpan(interval),
                Phase = phase is { } given ? Duration.FromTimeSpan(given) : null,
            },
        },
    };

    public static SpecTimes Times(ScheduleSpec spec, string seed = "seed") =>
        SpecTimes.Of(CanonicalSpec.Of(spec), seed);

    public static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns the first times after one.</summary>
    public static List<DateTimeOffset> After(SpecTimes times, string after, int count)
    {
        var found = new List<DateTimeOffset>();
        for (var next = times.Next(Utc(after)); next is { } time && found.Count < count; next = times.Next(time.Actual))
            found.Add(time.Actual);
        return found;
    }

    /// <summary>Returns the first times after one, in UTC to the second.</summary>
    public static string[] Texts(ScheduleSpec spec, string after, int count) =>
        [.. After(Times(spec), after, count).Select(time => time.UtcDateTime.ToString(
            "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture))];
}
