using System.Collections.Immutable;
using System.Globalization;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Points in time and lengths of time: reading, writing, and arithmetic within CEL's ranges.</summary>
internal static class Times
{
    public const long MinimumSeconds = -62_135_596_800;
    public const long MaximumSeconds = 253_402_300_799;
    private const long PerSecond = 1_000_000_000;

    private static readonly ImmutableArray<(string Name, long Nanoseconds)> Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000),
        ("s", PerSecond), ("m", 60 * PerSecond), ("h", 3_600 * PerSecond),
    ];

    public static Int128 Nanoseconds(Value.Timestamp time) => ((Int128)time.Seconds * PerSecond) + time.Nanoseconds;

    public static Result At(Int128 nanoseconds)
    {
        var seconds = nanoseconds / PerSecond;
        var rest = nanoseconds % PerSecond;
        if (rest < 0)
        {
            rest += PerSecond;
            seconds--;
        }

        return seconds < MinimumSeconds || seconds > MaximumSeconds
            ? Failure.Overflow("the time is outside the years 1 to 9999")
            : new Value.Timestamp((long)seconds, (int)rest);
    }

    public static Result Add(Value.Timestamp time, Int128 nanoseconds) => At(Nanoseconds(time) + nanoseconds);

    public static Result Between(Int128 nanoseconds) => nanoseconds < long.MinValue || nanoseconds > long.MaxValue
        ? Failure.Overflow("the duration is longer than 292 years")
        : new Value.Duration((long)nanoseconds);

    /// <summary>Returns the parts of the date and time of day in UTC, without the fraction of the second.</summary>
    public static DateTime ToDateTime(Value.Timestamp time) => DateTime.UnixEpoch.AddSeconds(time.Seconds);

    public static string ToText(Value.Timestamp time) =>
        ToDateTime(time).ToString(
            "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(time.Nanoseconds) + "Z";

    public static string ToText(Value.Duration duration)
    {
        var (seconds, rest) = Math.DivRem(duration.Nanoseconds, PerSecond);
        var sign = duration.Nanoseconds < 0 ? "-" : "";
        return $"{sign}{Math.Abs(seconds)}{Fraction((int)Math.Abs(rest))}s";
    }

    /// <summary>Reads RFC 3339: <c>2026-01-31T12:00:00.5+01:00</c>.</summary>
    public static Result ReadTimestamp(string text)
    {
        var digits = text.AsSpan();
        var valid = digits.Length >= 20
            && Number(digits[..4], out var year) & Number(digits[5..7], out var month) & Number(
                digits[8..10], out var day)
            & Number(digits[11..13], out var hour) & Number(digits[14..16], out var minute) & Number(
                digits[17..19], out var second)
            && digits[4] == '-' && digits[7] == '-' && digits[10] is 'T' or 't' && digits[13] == ':'
                && digits[16] == ':'
            ? (year, month, day, hour, minute, second)
            : default((int year, int month, int day, int hour, int minute, int second)?);
        var rest = valid is null ? default : digits[19..];
        long nanoseconds = 0;
        if (valid is not null && rest.Length > 1 && rest[0] == '.')
        {
            var length = 0;
            while (length + 1 < rest.Length && char.IsAsciiDigit(rest[length + 1])) length++;
            if (length == 0) valid = null;
            for (var i = 1; i <= 9; i++) nanoseconds = (nanoseconds * 10) + (i <= length ? rest[i] - '0' : 0);
            rest = rest[(length + 1)..];
        }

        if (valid is not { } parts || Offset(rest) is not { } offset
            || parts.year is < 1 or > 9999 || parts.month is < 1 or > 12
            || parts.day < 1 || parts.day > DateTime.DaysInMonth(parts.year, parts.month)
            || parts.hour > 23 || parts.minute > 59 || parts.second > 59)
        {
            return Failure.Malformed(
                $"{Failure.Quote(text)} is no time; write it as 2026-01-31T12:00:00Z, in the years 1 to 9999");
        }

        var local = new DateTime(
            parts.year,
            parts.month,
            parts.day,
            parts.hour,
            parts.minute,
            parts.second,
            DateTimeKind.Utc);
        var seconds = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
        return At(((Int128)seconds * PerSecond) + nanoseconds);
    }

    /// <summary>Reads <c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>, <c>10us</c>, <c>7ns</c>, <c>0</c>.</summary>
    public static Result ReadDuration(string text)
    {
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..]) rest = rest[1..];
        if (rest is ['0']) return new Value.Duration(0);
        Int128 total = 0;
        var valid = rest.Length > 0;
        while (valid && rest.Length > 0)
        {
            var length = 0;
            while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] == '.')) length++;
            var amount = rest[..length];
            rest = rest[length..];
            var unit = Unit(ref rest);
            valid = unit > 0 && length <= 40 && amount.Count('.') <= 1 && amount is not ['.'] and not []
                && decimal.TryParse(
                    amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number <= 10_000_000_000_000_000_000m
                && (total += Scale(number, unit)) <= long.MaxValue;
        }

        return valid
            ? new Value.Duration((long)(negative ? -total : total))
            : Failure.Malformed(
                $"{Failure.Quote(text)} is no duration of at most 292 years; write it as 1h30m, 45s or 250ms");
    }

    private static Int128 Scale(decimal number, long unit)
    {
        var whole = decimal.Truncate(number);
        return ((Int128)whole * unit) + (Int128)decimal.Truncate((number - whole) * unit);
    }

    private static long Unit(ref ReadOnlySpan<char> rest)
    {
        foreach (var (name, unit) in Units)
        {
            if (!rest.StartsWith(name, StringComparison.Ordinal)) continue;
            rest = rest[name.Length..];
            return unit;
        }

        return 0;
    }

    private static long? Offset(ReadOnlySpan<char> text)
    {
        if (text is ['Z' or 'z']) return 0;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return null;
        if (!Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes) || hours > 23 || minutes > 59)
        {
            return null;
        }

        var seconds = (hours * 3_600L) + (minutes * 60L);
        return text[0] == '-' ? -seconds : seconds;
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Fraction(int nanoseconds) =>
        nanoseconds == 0 ? "" : $".{nanoseconds:000000000}".TrimEnd('0');
}
