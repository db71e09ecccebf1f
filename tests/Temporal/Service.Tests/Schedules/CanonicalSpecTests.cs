using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.Schedules;

namespace Temporalio.Service.Tests.Schedules;

/// <summary>What a real server 1.32.1 made of specs, and its words for those that it refused.</summary>
public sealed class CanonicalSpecTests
{
    [Theory]
    [InlineData("0 0 * * 5-7", "0/0/0/1-31/1-12/0,5-6")]
    [InlineData("0 0 * * 7", "0/0/0/1-31/1-12/0")]
    [InlineData("*/15 9-17 * jan-mar mon-fri", "0/0-59:15/9-17/1-31/1-3/1-5")]
    [InlineData("5/10 * * * *", "0/5-59:10/0-23/1-31/1-12/0-6")]
    [InlineData("1-5/2,8 * * * * # com", "0/1-5:2,8/0-23/1-31/1-12/0-6 com")]
    [InlineData("0 0 * * SUN-TUE", "0/0/0/1-31/1-12/0-2")]
    [InlineData("@yearly", "0/0/0/1/1/0-6")]
    [InlineData("@weekly", "0/0/0/1-31/1-12/0")]
    [InlineData("0 12 * * * 2030", "0/0/12/1-31/1-12/0-6 in 2030")]
    public void Of_CronString_BecomesACalendar(string cron, string expected)
    {
        // Act
        var spec = CanonicalSpec.Of(SpecText.Cron(cron));

        // Assert
        Assert.Equal(expected, Text(Assert.Single(spec.StructuredCalendar)));
        Assert.Empty(spec.CronString);
    }

    [Theory]
    [InlineData("@every 90m", 5400, null)]
    [InlineData("@every 14h/3h", 50400, 10800L)]
    [InlineData("CRON_TZ=America/New_York @every 5m", 300, null)]
    public void Of_EveryString_BecomesAnInterval(string cron, long seconds, long? phase)
    {
        // Act
        var spec = CanonicalSpec.Of(SpecText.Cron(cron));

        // Assert
        var interval = Assert.Single(spec.Interval);
        Assert.Equal((seconds, phase, ""), (interval.Interval.Seconds, interval.Phase?.Seconds, spec.TimezoneName));
    }

    [Fact]
    public void Of_ZoneOfACronString_IsTheSpecs()
    {
        // Act
        var spec = CanonicalSpec.Of(SpecText.Cron("TZ=Asia/Tokyo 0 9 * * *"));

        // Assert
        Assert.Equal("Asia/Tokyo", spec.TimezoneName);
    }

    [Theory]
    [InlineData("60 * * * *", "Minute is not in range [0-59]")]
    [InlineData("* * *", "CronString does not have 5-7 fields")]
    [InlineData("", "CronString does not have 5-7 fields")]
    [InlineData("@reboot", "CronString does not have 5-7 fields")]
    [InlineData("0 0 * foo *", "Month is not in range [1-12]")]
    [InlineData("0 24 * * *", "Hour is not in range [0-23]")]
    [InlineData("0 0 0 * *", "DayOfMonth is not in range [1-31]")]
    [InlineData("0 0 L * *", "DayOfMonth is not in range [1-31]")]
    [InlineData("0 0 * * ?", "DayOfWeek is not in range [0-7]")]
    [InlineData("0 0 * * fri-mon", "DayOfWeek End is before Start or not in range [0-7]")]
    [InlineData("*/0 * * * *", "Minute has invalid Step")]
    [InlineData("*/x * * * *", "strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("@every x", "time: invalid duration \"x\"")]
    [InlineData("@every 500ms", "interval is too small")]
    public void Of_BadCronString_IsRefusedInTheServersWords(string cron, string expected)
    {
        // Act
        var refusal = Assert.Throws<SpecException>(() => CanonicalSpec.Of(SpecText.Cron(cron)));

        // Assert
        Assert.Equal(expected, refusal.Message);
    }

    [Fact]
    public void Of_BadStructuredCalendar_NamesAllFaults()
    {
        // Arrange
        var spec = new ScheduleSpec
        {
            StructuredCalendar =
            {
                new StructuredCalendarSpec
                {
                    Second = { new Api.Schedule.V1.Range { Start = 70 } },
                    Month = { new Api.Schedule.V1.Range { Start = 5, End = 3 } },
                    DayOfWeek = { new Api.Schedule.V1.Range { Start = 7 } },
                    Hour = { new Api.Schedule.V1.Range { Start = 1, Step = -1 } },
                    Year = { new Api.Schedule.V1.Range { Start = 1999 } },
                },
            },
        };

        // Act
        var refusal = Assert.Throws<SpecException>(() => CanonicalSpec.Of(spec));

        // Assert
        Assert.Equal(
            "invalid calendar spec: Second Start is not in range [0-59], Hour has invalid Step, " +
            "Month End is before Start or not in range [1-12], Year Start is not in range [2000-2100], " +
            "DayOfWeek Start is not in range [0-6]",
            refusal.Message);
    }

    [Theory]
    [InlineData(10, -1, "phase is negative")]
    [InlineData(10, 10, "phase cannot be greater than Interval")]
    public void Of_BadInterval_IsRefused(int every, int phase, string expected)
    {
        // Arrange
        var spec = new ScheduleSpec
        {
            Interval =
            {
                new IntervalSpec
                {
                    Interval = new Duration { Seconds = every }, Phase = new Duration { Seconds = phase },
                },
            },
        };

        // Act
        var refusal = Assert.Throws<SpecException>(() => CanonicalSpec.Of(spec));

        // Assert
        Assert.Equal(expected, refusal.Message);
    }

    [Theory]
    [InlineData("UTC", "CRON_TZ=America/New_York 0 9 * * *")]
    [InlineData("", "CRON_TZ=America/New_York 0 9 * * *|0 8 * * *")]
    public void Of_ZonesThatDiffer_IsRefused(string zone, string crons)
    {
        // Arrange
        var spec = SpecText.Cron(crons.Split('|'));
        spec.TimezoneName = zone;

        // Act
        var refusal = Assert.Throws<SpecException>(() => CanonicalSpec.Of(spec));

        // Assert
        Assert.Equal("conflicting timezone names", refusal.Message);
    }

    private static string Text(StructuredCalendarSpec calendar)
    {
        var fields = new[]
        {
            calendar.Second, calendar.Minute, calendar.Hour, calendar.DayOfMonth, calendar.Month, calendar.DayOfWeek,
        };
        var text = string.Join('/', fields.Select(field => string.Join(',', field.Select(Text))));
        if (calendar.Year.Count > 0) text += $" in {string.Join(',', calendar.Year.Select(Text))}";
        return calendar.Comment.Length == 0 ? text : $"{text} {calendar.Comment}";
    }

    private static string Text(Api.Schedule.V1.Range range) =>
        (range.Start == range.End ? $"{range.Start}" : $"{range.Start}-{range.End}")
        + (range.Step == 1 ? "" : $":{range.Step}");
}
