using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary><c>format</c>: %s %d %f %e %b %o %x %X, a precision for %f and %e, and %%.</summary>
internal static class FormatFunctions
{
    private const int MaximumPrecision = 1_000;
    private const int DefaultPrecision = 6;

    public static ImmutableArray<Overload> All { get; } =
        [.. TextFunctions.Both("format", "string, list(dyn)", "string", (m, a) =>
            Format(m, ((Value.Text)a[0]).Content, ((Value.List)a[1]).Items))];

    private static Result Format(Meter meter, string pattern, ImmutableArray<Value> arguments)
    {
        var output = new StringBuilder();
        var used = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                output.Append(pattern[i]);
                continue;
            }

            if (++i < pattern.Length && pattern[i] == '%')
            {
                output.Append('%');
                continue;
            }

            int? precision = null;
            if (i < pattern.Length && pattern[i] == '.')
            {
                var start = ++i;
                while (i < pattern.Length && char.IsAsciiDigit(pattern[i])) i++;
                var written = pattern.AsSpan(start, i - start);
                if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
                    || digits > MaximumPrecision)
                {
                    return Failure.Malformed(
                        $"the precision in {Failure.Quote(pattern)} must be a number up to {MaximumPrecision}");
                }

                precision = digits;
            }

            if (i >= pattern.Length)
            {
                return Failure.Malformed($"{Failure.Quote(pattern)} ends inside a %; write %% for a percent sign");
            }

            if (used == arguments.Length)
            {
                return new Failure(
                    ExpressionCodes.OutOfRange,
                    $"{Failure.Quote(pattern)} needs more than the {used} values given");
            }

            if (Clause(meter, pattern[i], precision, arguments[used++]).Failed(out var failure, out var part))
            {
                return failure;
            }

            var text = ((Value.Text)part).Content;
            if (meter.Fits((long)output.Length + text.Length) is { } large) return large;
            output.Append(text);
        }

        return meter.Reserve(output.Length) is { } tooLarge ? tooLarge : output.ToString();
    }

    private static Result Clause(Meter meter, char verb, int? precision, Value value)
    {
        switch (verb, value)
        {
            case ('s', _):
                return meter.Reserve(value.Weight) is { } large ? large : Plain(value);
            case ('d', Value.Int or Value.UInt):
                return ValueText.Convert(value);
            case ('d' or 'f' or 'e', Value.Double number) when !double.IsFinite(number.Number):
                return ValueText.Number(number.Number);
            case ('f', Value.Double number):
                return Fixed(number.Number, precision ?? DefaultPrecision);
            case ('e', Value.Double number):
                return Scientific(number.Number, precision ?? DefaultPrecision);
            case ('f', Value.Int or Value.UInt):
                return Clause(meter, verb, precision, new Value.Double(ToDouble(value)));
            case ('e', Value.Int or Value.UInt):
                return Clause(meter, verb, precision, new Value.Double(ToDouble(value)));
            case ('b', Value.Bool truth):
                return truth.Truth ? "1" : "0";
            case ('b', Value.Int or Value.UInt):
                return Radix(value, 2);
            case ('o', Value.Int or Value.UInt):
                return Radix(value, 8);
            case ('x' or 'X', Value.Int or Value.UInt):
                return Case(verb, Radix(value, 16));
            case ('x' or 'X', Value.Text text):
                return meter.Reserve(value.Weight * 2) is { } wide
                    ? wide
                    : Case(verb, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text.Content)));
            case ('x' or 'X', Value.Bytes bytes):
                return meter.Reserve(value.Weight * 2) is { } wider
                    ? wider
                    : Case(verb, Convert.ToHexStringLower(bytes.Content.AsSpan()));
            case ('d' or 'f' or 'e' or 'b' or 'o' or 'x' or 'X', _):
                return new Failure(ExpressionCodes.NoSuchOverload, $"%{verb} of format does not take {value.TypeName}");
            default:
                return Failure.Malformed($"%{verb} is none of %s %d %f %e %b %o %x %X");
        }
    }

    private static double ToDouble(Value value) =>
        value is Value.Int number ? number.Number : ((Value.UInt)value).Number;

    private static string Case(char verb, string text) => verb == 'X' ? text.ToUpperInvariant() : text;

    private static string Radix(Value value, int radix)
    {
        var number = value is Value.Int signed ? (Int128)signed.Number : (Int128)((Value.UInt)value).Number;
        var digits = new StringBuilder();
        var rest = number < 0 ? -number : number;
        do
        {
            digits.Insert(0, "0123456789abcdef"[(int)(rest % radix)]);
            rest /= radix;
        }
        while (rest > 0);
        return (number < 0 ? "-" : "") + digits;
    }

    private static Result Plain(Value value)
    {
        switch (value)
        {
            case Value.Null:
                return "null";
            case Value.Type type:
                return type.Name;
            case Value.List list:
                return Joined("[", list.Items.Select(Plain), "]");
            case Value.Map map:
                var entries = map.Entries.Select(e => (Key: Plain(e.Key), Value: Plain(e.Value))).ToList();
                entries.Sort((a, b) =>
                    CodePoints.Compare(((Value.Text)a.Key.Value!).Content, ((Value.Text)b.Key.Value!).Content));
                return Joined(
                    "{",
                    entries.Select(
                        e => e.Value.Failure is { } failure ? failure : Joined("", [e.Key, e.Value], "", ": ")),
                    "}");
            case Value.Optional:
                return Failure.NoOverload("%s of format", value);
            default:
                return ValueText.Convert(value);
        }
    }

    private static Result Joined(string open, IEnumerable<Result> parts, string close, string separator = ", ")
    {
        var output = new StringBuilder(open);
        foreach (var part in parts)
        {
            if (part.Failed(out var failure, out var text)) return failure;
            output.Append(output.Length > open.Length ? separator : "").Append(((Value.Text)text).Content);
        }

        return output.Append(close).ToString();
    }

    /// <summary>Rounds the exact binary value, and a tie to the even digit, as C's printf does.</summary>
    private static string Fixed(double number, int precision)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = bits & 0xfffffffffffffL;
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        exponent -= 1_075;
        var scaled = mantissa * BigInteger.Pow(10, precision);
        if (exponent >= 0)
        {
            scaled <<= exponent;
        }
        else
        {
            var divisor = BigInteger.One << -exponent;
            scaled = BigInteger.DivRem(scaled, divisor, out var rest);
            var half = (rest << 1).CompareTo(divisor);
            if (half > 0 || (half == 0 && !scaled.IsEven)) scaled++;
        }

        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var text = precision == 0 ? digits : $"{digits[..^precision]}.{digits[^precision..]}";
        return double.IsNegative(number) ? "-" + text : text;
    }

    private static string Scientific(double number, int precision)
    {
        var text = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
        var split = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text[(split + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..split]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }
}
