using System.Globalization;

namespace Pipelines.Definitions.Yaml;

/// <summary>What a plain scalar stands for by the core schema of YAML 1.2.</summary>
internal abstract record CoreValue
{
    private CoreValue(string kind) => Kind = kind;

    /// <summary>For messages.</summary>
    public string Kind { get; }

    internal sealed record Nothing() : CoreValue("nothing");

    internal sealed record Truth(bool Value) : CoreValue(Value ? "true" : "false");

    internal sealed record Whole(long Value) : CoreValue("a whole number");

    internal sealed record Real(double Value) : CoreValue("a number");

    internal sealed record Words(string Value) : CoreValue("text");

    /// <summary>A number that no 64-bit type holds.</summary>
    internal sealed record Unfit(string Reason) : CoreValue("a number out of range");

    public static CoreValue Of(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new Nothing();
            case "true" or "True" or "TRUE":
                return new Truth(true);
            case "false" or "False" or "FALSE":
                return new Truth(false);
        }

        var first = text[0];
        if (!char.IsAsciiDigit(first) && first is not ('+' or '-' or '.')) return new Words(text);
        return Number(text) ?? new Words(text);
    }

    private static CoreValue? Number(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) return Radix(text, 16);
        if (text.StartsWith("0o", StringComparison.Ordinal)) return Radix(text, 8);

        var unsigned = text[0] is '+' or '-' ? text.AsSpan(1) : text;
        if (unsigned is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN")
            return new Unfit("it is not finite");
        if (unsigned.Length > 0 && !unsigned.ContainsAnyExceptInRange('0', '9'))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? new Whole(whole)
                : new Unfit("it needs more than 64 bits");
        }

        if (!IsReal(unsigned)) return null;
        var real = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(real) ? new Real(real) : new Unfit("it is larger than any 64-bit number");
    }

    private static CoreValue? Radix(string text, int radix)
    {
        var digits = text.AsSpan(2);
        if (digits.IsEmpty) return null;
        long value = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix) return null;
            if (value > (long.MaxValue - digit) / radix) return new Unfit("it needs more than 64 bits");
            value = (value * radix) + digit;
        }

        return new Whole(value);
    }

    /// <summary>The core schema's form: digits, a point, digits, an exponent; some digit before the exponent.</summary>
    private static bool IsReal(ReadOnlySpan<char> text)
    {
        var at = 0;
        var digits = Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            digits += Digits(text, ref at);
        }

        if (digits == 0) return false;
        if (at == text.Length) return true;
        if (text[at] is not ('e' or 'E')) return false;
        at++;
        if (at < text.Length && text[at] is '+' or '-') at++;
        return Digits(text, ref at) > 0 && at == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - start;
    }
}
