using System.Globalization;
using System.Text;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Values as text.</summary>
internal static class ValueText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Converts as CEL's <c>string()</c> does.</summary>
    public static Result Convert(Value value) => value switch
    {
        Value.Text text => text,
        Value.Bool truth => truth.Truth ? "true" : "false",
        Value.Int number => number.Number.ToString(CultureInfo.InvariantCulture),
        Value.UInt number => number.Number.ToString(CultureInfo.InvariantCulture),
        Value.Double number => Number(number.Number),
        Value.Bytes bytes => Decode(bytes),
        Value.Timestamp time => Times.ToText(time),
        Value.Duration duration => Times.ToText(duration),
        Value.Address address => Addresses.ToText(address),
        Value.Network network => $"{Addresses.ToText(network.Base)}/{network.PrefixLength}",
        _ => Failure.NoOverload("string", value),
    };

    /// <summary>Converts as a template does: null is empty, lists and maps are JSON.</summary>
    public static Result Interpolate(Meter meter, Value value)
    {
        switch (value)
        {
            case Value.Null:
                return "";
            case Value.Type type:
                return type.Name;
            case Value.List or Value.Map or Value.Optional:
                return meter.Reserve(value.Weight) is { } tooLarge ? tooLarge : ValueJson.ToText(value);
            default:
                return Convert(value);
        }
    }

    /// <summary>Returns the shortest text that reads back as the same number: digits from 1e-6 to 1e21, else with an
    /// exponent.</summary>
    public static string Number(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        var round = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(
            shortest[(shortest.IndexOf('E', StringComparison.Ordinal) + 1)..],
            CultureInfo.InvariantCulture);
        if (!round.Contains('E', StringComparison.Ordinal)) return round;
        var mantissa = round[..round.IndexOf('E', StringComparison.Ordinal)];
        if (exponent is < -6 or >= 21)
        {
            return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        var sign = number < 0 ? "-" : "";
        var digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : $"{sign}{digits.PadRight(exponent + 1, '0')}";
    }

    /// <summary>Returns a short form for messages.</summary>
    public static string Shown(Value value) => value switch
    {
        Value.Text text => Failure.Quote(text.Content),
        Value.List or Value.Map => value.TypeName,
        _ => Convert(value).Value is Value.Text text ? text.Content : value.TypeName,
    };

    private static Result Decode(Value.Bytes bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes.Content.AsSpan());
        }
        catch (DecoderFallbackException)
        {
            return Failure.Malformed("the bytes are no UTF-8 text");
        }
    }
}
