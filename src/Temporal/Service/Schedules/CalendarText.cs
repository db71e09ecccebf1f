using System.Globalization;
using Google.Protobuf.Collections;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Service.Schedules;

/// <summary>
/// Reads calendars whose fields are text: <c>*</c>, <c>x</c>, <c>x-y</c>, <c>x/step</c>, <c>x-y/step</c>, lists of
/// these with commas, names of months and of days of the week.
/// </summary>
internal static class CalendarText
{
    private const int Sunday = 7;

    /// <summary>Returns the calendar with its fields as ranges.</summary>
    /// <exception cref="SpecException">A field is not understood.</exception>
    public static StructuredCalendarSpec Read(CalendarSpec text)
    {
        var calendar = new StructuredCalendarSpec { Comment = text.Comment };
        Read(calendar.Second, text.Second, CalendarField.Second);
        Read(calendar.Minute, text.Minute, CalendarField.Minute);
        Read(calendar.Hour, text.Hour, CalendarField.Hour);
        Read(calendar.DayOfMonth, text.DayOfMonth, CalendarField.DayOfMonth);
        Read(calendar.Month, text.Month, CalendarField.Month);
        if (text.Year.Trim() is not ("" or "*")) Read(calendar.Year, text.Year, CalendarField.Year);
        Read(calendar.DayOfWeek, text.DayOfWeek, CalendarField.DayOfWeek);
        return calendar;
    }

    private static void Read(RepeatedField<Api.Schedule.V1.Range> ranges, string text, CalendarField field)
    {
        text = text.Trim();
        foreach (var part in (text.Length == 0 ? field.Default : text).Split(','))
        {
            var range = ReadRange(part.Trim(), field);
            if (field == CalendarField.DayOfWeek) AddDays(ranges, range);
            else ranges.Add(range);
        }
    }

    private static Api.Schedule.V1.Range ReadRange(string part, CalendarField field)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var step = slash < 0 ? 1 : Step(part[(slash + 1)..], field);
        var span = slash < 0 ? part : part[..slash];
        if (span == "*") return new() { Start = field.Min, End = field.Max, Step = step };
        var dash = span.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            var single = Value(span, field) ?? throw Outside(field);
            return new() { Start = single, End = slash < 0 ? single : field.Max, Step = step };
        }

        var start = Value(span[..dash], field) ?? throw Outside(field);
        var end = Value(span[(dash + 1)..], field);
        return end >= start
            ? new() { Start = start, End = end.Value, Step = step }
            : throw new SpecException(
                $"{field.Name} End is before Start or not in range [{field.Min}-{field.Max}]");
    }

    private static int Step(string text, CalendarField field)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step))
            throw new SpecException($"strconv.Atoi: parsing \"{text}\": invalid syntax");
        return step > 0 ? step : throw new SpecException($"{field.Name} has invalid Step");
    }

    private static int? Value(string text, CalendarField field)
    {
        if (field.Names.Count > 0 && text.Length >= field.NameLength)
        {
            for (var i = 0; i < field.Names.Count; i++)
            {
                if (field.Names[i].StartsWith(text, StringComparison.OrdinalIgnoreCase)) return field.Min + i;
            }
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= field.Min && value <= field.Max ? value : null;
    }

    /// <summary>Adds days of the week with 7 turned into 0.</summary>
    private static void AddDays(RepeatedField<Api.Schedule.V1.Range> ranges, Api.Schedule.V1.Range range)
    {
        var reachesSunday = range.End == Sunday && (Sunday - range.Start) % range.Step == 0;
        if (reachesSunday && range.Start > 0) ranges.Add(new Api.Schedule.V1.Range { Step = 1 });
        if (range.Start == Sunday) return;
        range.End = Math.Min(range.End, Sunday - 1);
        ranges.Add(range);
    }

    private static SpecException Outside(CalendarField field) =>
        new($"{field.Name} is not in range [{field.Min}-{field.Max}]");
}
