using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>CEL's extension for mathematics.</summary>
internal static class MathFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        .. Extreme("math.greatest", 1),
        .. Extreme("math.least", -1),
        Double("math.ceil", "double", d => Math.Ceiling(d)),
        Double("math.floor", "double", d => Math.Floor(d)),
        Double("math.round", "double", d => Math.Round(d, MidpointRounding.AwayFromZero)),
        Double("math.trunc", "double", d => Math.Truncate(d)),
        Double("math.isNaN", "bool", d => double.IsNaN(d)),
        Double("math.isInf", "bool", d => double.IsInfinity(d)),
        Double("math.isFinite", "bool", d => double.IsFinite(d)),
        Double("math.abs", "double", d => Math.Abs(d)),
        Double("math.sign", "double", d => double.IsNaN(d) ? d : Math.Sign(d)),
        Double("math.sqrt", "double", d => Math.Sqrt(d)),
        Overload.Global("math.sqrt", "int", "double", (_, a) => Math.Sqrt(((Value.Int)a[0]).Number)),
        Overload.Global("math.sqrt", "uint", "double", (_, a) => Math.Sqrt(((Value.UInt)a[0]).Number)),
        Overload.Global("math.abs", "int", "int", (_, a) => ((Value.Int)a[0]).Number is var n and not long.MinValue
            ? Math.Abs(n)
            : Failure.Overflow("the magnitude of -9223372036854775808 is outside the 64 bits of an int")),
        Overload.Global("math.abs", "uint", "uint", (_, a) => a[0]),
        Overload.Global("math.sign", "int", "int", (_, a) => (long)Math.Sign(((Value.Int)a[0]).Number)),
        Overload.Global("math.sign", "uint", "uint", (_, a) => new Value.UInt(Math.Min(1, ((Value.UInt)a[0]).Number))),
        .. Bits("math.bitAnd", (a, b) => a & b),
        .. Bits("math.bitOr", (a, b) => a | b),
        .. Bits("math.bitXor", (a, b) => a ^ b),
        Overload.Global("math.bitNot", "int", "int", (_, a) => ~((Value.Int)a[0]).Number),
        Overload.Global("math.bitNot", "uint", "uint", (_, a) => new Value.UInt(~((Value.UInt)a[0]).Number)),
        .. Shift("math.bitShiftLeft", (bits, by) => bits << by),
        .. Shift("math.bitShiftRight", (bits, by) => bits >> by),
    ];

    private static Overload Double(string function, string result, Func<double, Result> compute) =>
        Overload.Global(function, "double", result, (_, a) => compute(((Value.Double)a[0]).Number));

    private static Overload[] Extreme(string function, int sign)
    {
        Result Best(Meter meter, IReadOnlyList<Value> values)
        {
            if (meter.Charge(values.Count) is { } costly) return costly;
            if (values.Count == 0) return new Failure(ExpressionCodes.Empty, $"{function} needs at least one value");
            if (values.FirstOrDefault(v => v is not (Value.Int or Value.UInt or Value.Double)) is { } wrong)
            {
                return Failure.NoOverload(function, wrong);
            }

            var best = values[0];
            foreach (var value in values.Skip(1))
            {
                if (Comparison.Order(value, best, out _) * sign > 0) best = value;
            }

            return best;
        }

        return
        [
            .. ((string[])["int", "uint", "double"]).Select(type =>
                Overload.Global(function, type, type, (m, a) => Best(m, a)) with { Repeats = true }),
            .. ((string[])["int", "uint", "double", "dyn"]).Select(type =>
                Overload.Global(function, $"list({type})", type, (m, a) => Best(m, ((Value.List)a[0]).Items))),
            Overload.Global(function, "dyn, dyn", "dyn", (m, a) => Best(m, a)) with { Repeats = true },
        ];
    }

    private static Overload[] Bits(string function, Func<ulong, ulong, ulong> compute) =>
    [
        Overload.Global(function, "int, int", "int", (_, a) =>
            unchecked((long)compute((ulong)((Value.Int)a[0]).Number, (ulong)((Value.Int)a[1]).Number))),
        Overload.Global(function, "uint, uint", "uint", (_, a) =>
            new Value.UInt(compute(((Value.UInt)a[0]).Number, ((Value.UInt)a[1]).Number))),
    ];

    private static Overload[] Shift(string function, Func<ulong, int, ulong> compute)
    {
        Result Shifted(Value bits, long by) => by < 0
            ? new Failure(
                ExpressionCodes.OutOfRange, $"{function} cannot shift by {by}; the number of bits is 0 or more")
            : bits switch
            {
                Value.Int i => by > 63 ? 0L : unchecked((long)compute((ulong)i.Number, (int)by)),
                Value.UInt u => new Value.UInt(by > 63 ? 0 : compute(u.Number, (int)by)),
                _ => Failure.NoOverload(function, bits),
            };

        return
        [
            Overload.Global(function, "int, int", "int", (_, a) => Shifted(a[0], ((Value.Int)a[1]).Number)),
            Overload.Global(function, "uint, int", "uint", (_, a) => Shifted(a[0], ((Value.Int)a[1]).Number)),
        ];
    }
}
