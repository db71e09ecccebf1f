using System.Buffers;
using System.Globalization;

namespace Temporalio.Service.History.Cron;

/// <summary>Reads durations in Go's form: <c>1h30m</c>, <c>1.5s</c>, <c>100ms</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration of one or more numbers with units h, m, s, ms.</summary>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            const NumberStyles style = NumberStyles.AllowDecimalPoint;
            if (digits <= 0
                || !double.TryParse(rest[..digits], style, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var unit = rest.IndexOfAnyExcept("hms");
            unit = unit < 0 ? rest.Length : unit;
            TimeSpan? part = rest[..unit] switch
            {
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                "ms" => TimeSpan.FromMilliseconds(number),
                _ => null,
            };
            if (part is null)
            {
                return false;
            }

            duration += part.Value;
            rest = rest[unit..];
        }

        return text.Length > 0;
    }
}
