namespace Temporalio.Service.Schedules;

/// <summary>One field of a calendar: its name in messages, its bounds, and what it means when its text is
/// empty.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value that its text may name; for days of the week 7, which is Sunday like 0.</param>
/// <param name="Default">The text that stands for an empty one.</param>
/// <param name="Names">Lower-case names of values, the first for <paramref name="Min"/>; empty for none.</param>
/// <param name="NameLength">The least letters of a name by which it is known.</param>
internal sealed record CalendarField(
    string Name, int Min, int Max, string Default, IReadOnlyList<string> Names, int NameLength)
{
    /// <summary>The first year of calendars.</summary>
    public const int FirstYear = 2000;

    /// <summary>The last year of calendars.</summary>
    public const int LastYear = 2100;

    public static CalendarField Second { get; } = new("Second", 0, 59, "0", [], 0);

    public static CalendarField Minute { get; } = new("Minute", 0, 59, "0", [], 0);

    public static CalendarField Hour { get; } = new("Hour", 0, 23, "0", [], 0);

    public static CalendarField DayOfMonth { get; } = new("DayOfMonth", 1, 31, "*", [], 0);

    public static CalendarField Month { get; } = new("Month", 1, 12, "*",
        [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ],
        3);

    public static CalendarField Year { get; } = new("Year", FirstYear, LastYear, "*", [], 0);

    public static CalendarField DayOfWeek { get; } = new("DayOfWeek", 0, 7, "*",
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], 2);
}
