using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Conversions between types, and size.</summary>
internal static class ConversionFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Global("int", "int", "int", Same),
        Overload.Global("int", "uint", "int", (_, a) => ToInt(((Value.UInt)a[0]).Number)),
        Overload.Global("int", "double", "int", (_, a) => ToInt(((Value.Double)a[0]).Number)),
        Overload.Global("int", "string", "int", (_, a) => ReadInt(((Value.Text)a[0]).Content)),
        Overload.Global("int", "timestamp", "int", (_, a) => ((Value.Timestamp)a[0]).Seconds),
        Overload.Global("uint", "uint", "uint", Same),
        Overload.Global("uint", "int", "uint", (_, a) => ToUInt(((Value.Int)a[0]).Number)),
        Overload.Global("uint", "double", "uint", (_, a) => ToUInt(((Value.Double)a[0]).Number)),
        Overload.Global("uint", "string", "uint", (_, a) => ReadUInt(((Value.Text)a[0]).Content)),
        Overload.Global("double", "double", "double", Same),
        Overload.Global("double", "int", "double", (_, a) => (double)((Value.Int)a[0]).Number),
        Overload.Global("double", "uint", "double", (_, a) => (double)((Value.UInt)a[0]).Number),
        Overload.Global("double", "string", "double", (_, a) => ReadDouble(((Value.Text)a[0]).Content)),
        Overload.Global("string", "string", "string", Same),
        .. ((string[])["bool", "int", "uint", "double", "bytes", "timestamp", "duration", "net.IP", "net.CIDR"])
            .Select(type =>
            Overload.Global("string", type, "string", (_, a) => ValueText.Convert(a[0]))),
        Overload.Global("bytes", "bytes", "bytes", Same),
        Overload.Global("bytes", "string", "bytes", (_, a) =>
            new Value.Bytes([.. Encoding.UTF8.GetBytes(((Value.Text)a[0]).Content)])),
        Overload.Global("bool", "bool", "bool", Same),
        Overload.Global("bool", "string", "bool", (_, a) => ReadBool(((Value.Text)a[0]).Content)),
        Overload.Global("dyn", "dyn", "dyn", Same),
        Overload.Global("type", "T", "type(T)", (_, a) => new Value.Type(a[0].TypeName)),
        .. Sizes("string", a => CodePoints.Count(((Value.Text)a).Content)),
        .. Sizes("bytes", a => ((Value.Bytes)a).Content.Length),
        .. Sizes("list(T)", a => ((Value.List)a).Items.Length),
        .. Sizes("map(K, V)", a => ((Value.Map)a).Entries.Count),
    ];

    private static Result Same(Meter meter, Value[] arguments) => arguments[0];

    private static Overload[] Sizes(string type, Func<Value, long> count) =>
    [
        Overload.Global("size", type, "int", (meter, a) => a[0] is Value.Text
            && meter.ChargeUnits(a[0].Weight) is { } costly ? costly : count(a[0])),
        Overload.Member("size", type, "int", (meter, a) => a[0] is Value.Text
            && meter.ChargeUnits(a[0].Weight) is { } costly ? costly : count(a[0])),
    ];

    private static Result ToInt(ulong number) =>
        number <= long.MaxValue ? (long)number : Failure.Overflow($"{number}u is outside the 64 bits of an int");

    private static Result ToInt(double number) => number is > -9223372036854775808.0 and < 9223372036854775808.0
        ? (long)number
        : Failure.Overflow($"{ValueText.Number(number)} is outside the 64 bits of an int");

    private static Result ToUInt(long number) =>
        number >= 0 ? new Value.UInt((ulong)number) : Failure.Overflow($"{number} is negative, so it is no uint");

    private static Result ToUInt(double number) => number is > -1.0 and < 18446744073709551616.0
        ? new Value.UInt((ulong)number)
        : Failure.Overflow($"{ValueText.Number(number)} is outside the 64 bits of a uint");

    private static Result ReadInt(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Failure.Malformed($"{Failure.Quote(text)} is no int of 64 bits");

    private static Result ReadUInt(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Value.UInt(number)
            : Failure.Malformed($"{Failure.Quote(text)} is no uint of 64 bits");

    private static Result ReadDouble(string text) =>
        text.Length > 0 && text.Length == text.Trim().Length
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : Failure.Malformed($"{Failure.Quote(text)} is no double");

    private static Result ReadBool(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => Failure.Malformed($"{Failure.Quote(text)} is neither true nor false"),
    };
}
