using System.Globalization;
using System.Xml;

namespace Pipelines.Definitions.Reading;

/// <summary>Durations: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, <c>1.5h</c>, and ISO 8601
/// (<c>PT1H30M</c>).</summary>
internal static class DurationText
{
    /// <summary>Ten years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>Returns the duration; null when the text is none. It may be 0 or too long.</summary>
    public static TimeSpan? Parse(string text) =>
        text.StartsWith('P') ? Iso(text) : Short(text);

    private static TimeSpan? Short(string text)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        double? unit = text[digits..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        if (unit is null) return null;
        if (!double.TryParse(
            text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return null;
        var milliseconds = count * unit.Value;
        return milliseconds > Longest.TotalMilliseconds * 2 ? Longest * 2 : TimeSpan.FromMilliseconds(milliseconds);
    }

    private static TimeSpan? Iso(string text)
    {
        // Years and months have no fixed length.
        var time = text.IndexOf('T', StringComparison.Ordinal);
        if (text.AsSpan(0, time < 0 ? text.Length : time).ContainsAny('Y', 'M')) return null;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            return null;
        }
    }
}
