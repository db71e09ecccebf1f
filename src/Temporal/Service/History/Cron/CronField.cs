using System.Globalization;

namespace Temporalio.Service.History.Cron;

/// <summary>One field of a cron line: the values that it allows, as bits.</summary>
/// <param name="Bits">Bit n is set when n is allowed.</param>
/// <param name="IsStar">True when the field allows all values without naming any.</param>
internal readonly record struct CronField(ulong Bits, bool IsStar)
{
    /// <summary>Returns true when the field allows a value.</summary>
    public bool Allows(int value) => (Bits & (1UL << value)) != 0;

    /// <summary>Reads a field: lists of <c>*</c>, numbers, names, ranges, each with an optional step.</summary>
    /// <param name="text">The field.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <param name="names">Names of values from <paramref name="low"/> on; may be empty.</param>
    /// <returns>The field, or null when it cannot be read.</returns>
    public static CronField? Parse(string text, int low, int high, IReadOnlyList<string> names)
    {
        ulong bits = 0;
        var isStar = false;
        foreach (var part in text.Split(','))
        {
            var pieces = part.Split('/');
            var step = 1;
            if (pieces.Length > 2 || (pieces.Length == 2 && (!TryNumber(pieces[1], out step) || step < 1)))
            {
                return null;
            }

            if (!TryRange(pieces[0], low, high, names, openEnd: pieces.Length == 2, out var from, out var to))
            {
                return null;
            }

            isStar |= pieces[0] is "*" or "?";
            for (var value = from; value <= to; value += step)
            {
                bits |= 1UL << value;
            }
        }

        return new CronField(bits, isStar);
    }

    private static bool TryRange(
        string text, int low, int high, IReadOnlyList<string> names, bool openEnd, out int from, out int to)
    {
        (from, to) = (low, high);
        if (text is "*" or "?")
        {
            return true;
        }

        var ends = text.Split('-');
        if (ends.Length > 2 || !TryValue(ends[0], low, names, out from))
        {
            return false;
        }

        to = openEnd ? high : from;
        if (ends.Length == 2 && !TryValue(ends[1], low, names, out to))
        {
            return false;
        }

        return from >= low && to <= high && from <= to;
    }

    private static bool TryValue(string text, int low, IReadOnlyList<string> names, out int value)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (names[index].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                value = low + index;
                return true;
            }
        }

        return TryNumber(text, out value);
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
