using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.Schedules;

namespace Temporalio.Service.Tests.Schedules;

public sealed class SpecTimesTests
{
    [Theory]
    [InlineData("15 8 * * 1-5", "2026-01-02 08:15:00", "2026-01-02 08:15:00|2026-01-05 08:15:00|2026-01-06 08:15:00")]
    [InlineData("0 0 31 * *", "2026-01-31 00:00:01", "2026-03-31 00:00:00|2026-05-31 00:00:00|2026-07-31 00:00:00")]
    [InlineData("0 0 29 2 *", "2026-01-01 00:00:00", "2028-02-29 00:00:00|2032-02-29 00:00:00|2036-02-29 00:00:00")]
    [InlineData("*/20 * * * * * *", "2026-01-01 23:59:30",
        "2026-01-01 23:59:40|2026-01-02 00:00:00|2026-01-02 00:00:20")]
    [InlineData("0 12 * * * 2030,2032", "2030-12-30 12:00:00",
        "2030-12-30 12:00:00|2030-12-31 12:00:00|2032-01-01 12:00:00")]
    [InlineData("@monthly", "2026-11-01 00:00:01", "2026-12-01 00:00:00|2027-01-01 00:00:00|2027-02-01 00:00:00")]
    [InlineData("0 0 * * sat-7", "2026-01-03 00:00:00", "2026-01-03 00:00:00|2026-01-04 00:00:00|2026-01-10 00:00:00")]
    [InlineData("@every 7h/2h", "1970-01-01 00:00:00", "1970-01-01 02:00:00|1970-01-01 09:00:00|1970-01-01 16:00:00")]
    public void Next_Cron_GivesTheTimesInOrder(string cron, string from, string expected)
    {
        // Act: one second before, because times are looked for after one
        var before = $"{SpecText.Utc(from + "Z").AddSeconds(-1):u}";
        var times = SpecText.Texts(SpecText.Cron(cron), before, 3);

        // Assert
        Assert.Equal(expected.Split('|'), times);
    }

    [Theory]
    // Clocks go from 02:00 to 03:00: 02:30 does not come that day.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T00:00:00Z",
        "2026-03-28 01:30:00|2026-03-30 00:30:00|2026-03-31 00:30:00")]
    // Clocks go from 03:00 to 02:00: 02:30 comes twice.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z",
        "2026-10-25 00:30:00|2026-10-25 01:30:00|2026-10-26 01:30:00")]
    [InlineData("Europe/Berlin", "0 9 * * *", "2026-10-24T00:00:00Z",
        "2026-10-24 07:00:00|2026-10-25 08:00:00|2026-10-26 08:00:00")]
    // Once a year, in the repeated hour, asked in the winter before.
    [InlineData("America/New_York", "30 1 1 11 *", "2026-01-01T00:00:00Z",
        "2026-11-01 05:30:00|2026-11-01 06:30:00|2027-11-01 05:30:00")]
    [InlineData("Australia/Lord_Howe", "15 2 4 10 *", "2026-01-01T00:00:00Z", // half an hour is left out: no 02:15
        "2027-10-03 15:15:00|2028-10-03 15:15:00|2029-10-03 15:45:00")]
    public void Next_TimeZone_LeavesOutAndRepeatsWallsAsClocksDo(
        string zone, string cron, string after, string expected)
    {
        // Act
        var times = SpecText.Texts(SpecText.Cron($"CRON_TZ={zone} {cron}"), after, 3);

        // Assert
        Assert.Equal(expected.Split('|'), times);
    }

    [Fact]
    public void Next_CalendarsAndIntervals_GivesEachTimeOnce()
    {
        // Arrange
        var spec = SpecText.Every(TimeSpan.FromMinutes(30));
        spec.CronString.Add("0 * * * *");
        spec.CronString.Add("10 * * * *");

        // Act
        var times = SpecText.Texts(spec, "2026-01-01T00:59:59Z", 4);

        // Assert
        Assert.Equal(
            ["2026-01-01 01:00:00", "2026-01-01 01:10:00", "2026-01-01 01:30:00", "2026-01-01 02:00:00"], times);
    }

    [Fact]
    public void Next_StartAndEnd_HoldTheFirstAndLastSecond()
    {
        // Arrange
        var spec = SpecText.Every(TimeSpan.FromHours(1));
        spec.StartTime = Timestamp.FromDateTimeOffset(SpecText.Utc("2026-01-01T05:00:00Z"));
        spec.EndTime = Timestamp.FromDateTimeOffset(SpecText.Utc("2026-01-01T07:00:00Z"));

        // Act
        var times = SpecText.Texts(spec, "2025-01-01T00:00:00Z", 10);

        // Assert
        Assert.Equal(["2026-01-01 05:00:00", "2026-01-01 06:00:00", "2026-01-01 07:00:00"], times);
    }

    [Fact]
    public void Next_SkipSpec_LeavesItsTimesOut()
    {
        // Arrange
        var spec = SpecText.Every(TimeSpan.FromHours(8));
        LeaveOut(spec, new CalendarSpec { Hour = "8", DayOfWeek = "sat,sun" });

        // Act
        var times = SpecText.Texts(spec, "2026-01-02T23:59:59Z", 4); // a Friday

        // Assert
        Assert.Equal(
            ["2026-01-03 00:00:00", "2026-01-03 16:00:00", "2026-01-04 00:00:00", "2026-01-04 16:00:00"], times);
    }

    [Fact]
    public void Next_AllTimesLeftOut_IsNull()
    {
        // Arrange
        var spec = SpecText.Every(TimeSpan.FromMinutes(1));
        LeaveOut(spec, new CalendarSpec { Hour = "*", Minute = "*", Second = "*" });

        // Act
        var next = SpecText.Times(spec).Next(SpecText.Utc("2026-01-01T00:00:00Z"));

        // Assert
        Assert.Null(next);
    }

    [Fact]
    public void Next_FieldWithoutRanges_NeverMatches()
    {
        // Arrange: a structured calendar is taken as it is, only its year may be empty
        var spec = new ScheduleSpec { StructuredCalendar = { new StructuredCalendarSpec() } };

        // Act
        var next = SpecText.Times(spec).Next(SpecText.Utc("2026-01-01T00:00:00Z"));

        // Assert
        Assert.Null(next);
    }

    [Fact]
    public void Next_Jitter_IsTheSameForTheSameSeedAndStaysBeforeTheFollowingTime()
    {
        // Arrange
        var spec = SpecText.Every(TimeSpan.FromMinutes(1));
        spec.Jitter = Duration.FromTimeSpan(TimeSpan.FromHours(5));

        // Act
        var times = SpecText.After(SpecText.Times(spec, "a"), "2026-01-01T00:00:00Z", 500);
        var again = SpecText.After(SpecText.Times(spec, "a"), "2026-01-01T00:00:00Z", 500);
        var others = SpecText.After(SpecText.Times(spec, "b"), "2026-01-01T00:00:00Z", 500);

        // Assert
        var first = SpecText.Utc("2026-01-01T00:01:00Z");
        Assert.Equal(times, again);
        Assert.NotEqual(times, others);
        Assert.All(times, (time, i) => Assert.InRange(
            time, first.AddMinutes(i), first.AddMinutes(i + 1).AddMilliseconds(-1)));
        Assert.InRange(times.Average(time => time.Second), 20, 40); // spread over the whole minute
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Next_AnySpec_FindsWhatLookingAtEverySecondFinds(int seed)
    {
        // Arrange
        var random = new Random(seed);
        string[] zones = ["", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
        var spec = new ScheduleSpec { TimezoneName = zones[random.Next(zones.Length)] };
        for (var i = random.Next(1, 3); i > 0; i--) spec.Calendar.Add(AnyCalendar(random));
        if (random.Next(2) == 0) LeaveOut(spec, AnyCalendar(random));
        if (random.Next(3) == 0)
            spec.Interval.AddRange(SpecText.Every(TimeSpan.FromSeconds(random.Next(1_000, 20_000))).Interval);
        // Around the changes of the clocks, and elsewhere.
        string[] days = ["2026-03-28", "2026-10-24", "2026-03-07", "2026-10-31", "2026-04-04", "2026-10-03", "2026-07-01"];
        var from = SpecText.Utc($"{days[random.Next(days.Length)]}T12:00:00Z");

        // Act
        var times = SpecText.Times(spec);
        var found = new List<long>();
        var until = from.AddHours(36);
        for (var next = times.Next(from); next?.Actual <= until; next = times.Next(next.Value.Actual))
            found.Add(next.Value.Actual.ToUnixTimeSeconds());

        // Assert
        Assert.Equal(EverySecond(CanonicalSpec.Of(spec), from, until), found);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

#pragma warning disable CS0612 // clients still send the text form of what to leave out
    private static void LeaveOut(ScheduleSpec spec, CalendarSpec calendar) => spec.ExcludeCalendar.Add(calendar);
#pragma warning restore CS0612

    private static CalendarSpec AnyCalendar(Random random) => new()
    {
        Second = random.Next(2) == 0 ? "0" : $"{random.Next(60)},{random.Next(60)}",
        Minute = random.Next(2) == 0 ? $"*/{random.Next(5, 40)}" : $"{random.Next(60)}",
        Hour = random.Next(2) == 0 ? "*" : $"{random.Next(4)}-{random.Next(4, 24)}/{random.Next(1, 3)}",
        DayOfWeek = random.Next(2) == 0 ? "*" : $"{random.Next(7)},7",
    };

    private static List<long> EverySecond(ScheduleSpec spec, DateTimeOffset from, DateTimeOffset until)
    {
        var zone = spec.TimezoneName.Length == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(
            spec.TimezoneName);
        var found = new List<long>();
        for (var time = from.AddSeconds(1); time <= until; time = time.AddSeconds(1))
        {
            var wall = TimeZoneInfo.ConvertTime(time, zone);
            var seconds = time.ToUnixTimeSeconds();
            if ((spec.StructuredCalendar.Any(calendar => Fits(calendar, wall))
                    || spec.Interval.Any(interval => seconds % interval.Interval.Seconds == 0))
                && !spec.ExcludeStructuredCalendar.Any(calendar => Fits(calendar, wall)))
                found.Add(seconds);
        }

        return found;
    }

    private static bool Fits(StructuredCalendarSpec calendar, DateTimeOffset wall) =>
        Fits(calendar.Second, wall.Second) && Fits(calendar.Minute, wall.Minute) && Fits(calendar.Hour, wall.Hour)
        && Fits(calendar.DayOfMonth, wall.Day) && Fits(calendar.Month, wall.Month)
        && Fits(calendar.DayOfWeek, (int)wall.DayOfWeek);

    private static bool Fits(IEnumerable<Api.Schedule.V1.Range> ranges, int value) => ranges.Any(
        range => value >= range.Start && value <= range.End && (value - range.Start) % range.Step == 0);
}
