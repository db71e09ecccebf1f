using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times by the calendar: those at which every field matches.</summary>
public record ScheduleCalendarSpec
{
    /// <summary>The default of second, minute and hour: 0.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> Beginning = [ScheduleRange.Zero];

    /// <summary>All days of a month, the default.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonthDays = [new(1, 31)];

    /// <summary>All months, the default.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonths = [new(1, 12)];

    /// <summary>All days of the week, the default. Sunday is 0.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllWeekDays = [new(0, 6)];

    /// <summary>Gets the seconds, 0 to 59; 0 by default.</summary>
    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>Gets the minutes, 0 to 59; 0 by default.</summary>
    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    /// <summary>Gets the hours, 0 to 23; 0 by default.</summary>
    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    /// <summary>Gets the days of the month, 1 to 31; all by default.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>Gets the months, 1 to 12; all by default.</summary>
    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    /// <summary>Gets the years, 2000 to 2100; empty, the default, for all.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    /// <summary>Gets the days of the week, 0 (Sunday) to 6; all by default.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    /// <summary>Gets a note for people; null for none.</summary>
    public string? Comment { get; init; }

    internal static ScheduleCalendarSpec FromProto(StructuredCalendarSpec proto) => new()
    {
        Second = [.. proto.Second.Select(ScheduleRange.FromProto)],
        Minute = [.. proto.Minute.Select(ScheduleRange.FromProto)],
        Hour = [.. proto.Hour.Select(ScheduleRange.FromProto)],
        DayOfMonth = [.. proto.DayOfMonth.Select(ScheduleRange.FromProto)],
        Month = [.. proto.Month.Select(ScheduleRange.FromProto)],
        Year = [.. proto.Year.Select(ScheduleRange.FromProto)],
        DayOfWeek = [.. proto.DayOfWeek.Select(ScheduleRange.FromProto)],
        Comment = proto.Comment.Length == 0 ? null : proto.Comment,
    };

    internal StructuredCalendarSpec ToProto() => new()
    {
        Second = { Second.Select(range => range.ToProto()) },
        Minute = { Minute.Select(range => range.ToProto()) },
        Hour = { Hour.Select(range => range.ToProto()) },
        DayOfMonth = { DayOfMonth.Select(range => range.ToProto()) },
        Month = { Month.Select(range => range.ToProto()) },
        Year = { Year.Select(range => range.ToProto()) },
        DayOfWeek = { DayOfWeek.Select(range => range.ToProto()) },
        Comment = Comment ?? string.Empty,
    };
}
