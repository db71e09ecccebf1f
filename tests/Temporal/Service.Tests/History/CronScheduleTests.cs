using Temporalio.Service.History.Cron;

namespace Temporalio.Service.Tests.History;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 * * * *", "2026-05-04T12:00:01Z", "2026-05-04T13:00:00Z")]
    [InlineData("*/15 9-17 * * mon-fri", "2026-05-08T17:50:00Z", "2026-05-11T09:00:00Z")] // over the weekend
    [InlineData("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * fri", "2026-05-04T12:00:00Z", "2026-05-08T00:00:00Z")] // both named: one is enough
    [InlineData("@daily", "2026-05-04T12:00:00Z", "2026-05-05T00:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 30 8 * * *", "2026-05-04T12:00:00Z", "2026-05-05T06:30:00Z")]
    [InlineData("@every 90s", "2026-05-04T12:00:00.6Z", "2026-05-04T12:01:30Z")]
    public void Next_Schedule_IsItsFirstTimeAfterThat(string schedule, string after, string expected)
    {
        // Act
        var next = CronSchedule.Parse(schedule).Next(Time(after));

        // Assert
        Assert.Equal(Time(expected), next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("@every soon")]
    [InlineData("CRON_TZ=Mars/Base * * * * *")]
    [InlineData("CRON_TZ=UTC")] // a zone and no times
    public void Parse_NoSchedule_IsRefused(string schedule)
    {
        // Act
        var refusal = Assert.Throws<ServiceException>(() => CronSchedule.Parse(schedule));

        // Assert
        Assert.Equal((GrpcStatus.InvalidArgument, "invalid CronSchedule."), (refusal.Status, refusal.Message));
    }

    [Fact]
    public void Backoff_RunTookLongerThanTheInterval_SkipsWhatItMissed()
    {
        // Arrange
        var start = Time("2026-05-04T12:00:00Z");

        // Act
        var backoff = CronSchedule.Parse("*/5 * * * *").Backoff(start, start.AddMinutes(12));

        // Assert
        Assert.Equal(TimeSpan.FromMinutes(3), backoff);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
