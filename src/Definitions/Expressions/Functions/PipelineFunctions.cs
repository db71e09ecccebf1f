using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>The functions that pipelines add to CEL: numbers of a list, rounding, JSON and paths into it.</summary>
internal static class PipelineFunctions
{
    private const int MaximumDigits = 15;

    public static ImmutableArray<Overload> All { get; } =
    [
        .. Extreme("max", "argmax", 1),
        .. Extreme("min", "argmin", -1),
        .. ((string[])["int", "uint", "double", "dyn"]).SelectMany(type =>
            TextFunctions.Both("sum", $"list({type})", type, (m, a) => Sum(m, (Value.List)a[0]))),
        .. TextFunctions.Both("mean", "list(dyn)", "double", (m, a) => Mean(m, (Value.List)a[0])),
        Overload.Global("round", "int", "int", (_, a) => a[0]),
        Overload.Global("round", "uint", "uint", (_, a) => a[0]),
        Overload.Global("round", "double", "int", (m, a) => Round(m, ((Value.Double)a[0]).Number)),
        Overload.Global("round", "double, int", "double", (_, a) =>
            Round(((Value.Double)a[0]).Number, ((Value.Int)a[1]).Number)),
        Overload.Global("round", "int, int", "double", (_, a) =>
            Round(((Value.Int)a[0]).Number, ((Value.Int)a[1]).Number)),
        Overload.Global("json", "dyn", "string", (m, a) =>
            m.Reserve(a[0].Weight) is { } large ? large : m.Bounded(Value.Of(ValueJson.ToText(a[0])))),
        Overload.Global("parseJson", "string", "dyn", (m, a) => ParseJson(m, ((Value.Text)a[0]).Content)),
        Overload.Global("path", "dyn, string", "dyn", (_, a) =>
            ValuePath.Follow(a[0], ((Value.Text)a[1]).Content, null)),
        Overload.Global("path", "dyn, string, dyn", "dyn", (_, a) =>
            ValuePath.Follow(a[0], ((Value.Text)a[1]).Content, a[2])),
    ];

    /// <summary>The list forms and, for <paramref name="value"/>, the form with two or more values.</summary>
    private static IEnumerable<Overload> Extreme(string value, string index, int sign) =>
    [
        .. TextFunctions.Both(value, "list(T)", "T", (m, a) =>
            Best(m, value, ((Value.List)a[0]).Items, sign, (items, at) => items[at])),
        Overload.Global(value, "T, T", "T", (m, a) =>
            Best(m, value, a, sign, (items, at) => items[at])) with { Repeats = true },
        Overload.Global(value, "dyn, dyn", "dyn", (m, a) =>
            Best(m, value, a, sign, (items, at) => items[at])) with { Repeats = true },
        .. TextFunctions.Both(index, "list(T)", "int", (m, a) =>
            Best(m, index, ((Value.List)a[0]).Items, sign, (_, at) => (long)at)),
    ];

    /// <summary>Takes the first of the best; NaN never wins.</summary>
    private static Result Best(
        Meter meter,
        string function,
        IReadOnlyList<Value> items,
        int sign,
        Func<IReadOnlyList<Value>, int, Result> answer)
    {
        if (items.Count == 0) return new Failure(ExpressionCodes.Empty, $"{function} needs at least one value");
        if (meter.Charge(items.Count) is { } costly) return costly;
        var best = -1;
        for (var i = 0; i < items.Count; i++)
        {
            Comparison.Order(items[i], items[0], out var unordered);
            if (unordered is not null) return Failure.NoOverload(function, items[0], items[i]);
            if (items[i] is Value.Double { Number: double.NaN }) continue;
            if (best < 0 || Comparison.Order(items[i], items[best], out _) * sign > 0) best = i;
        }

        return best >= 0 ? answer(items, best) : Failure.Malformed($"{function} has nothing but NaN to choose from");
    }

    /// <summary>Adds numbers: a double anywhere makes the sum a double; an empty list gives int 0.</summary>
    private static Result Sum(Meter meter, Value.List list)
    {
        if (meter.Charge(list.Items.Length) is { } costly) return costly;
        if (list.Items.Any(i => i is Value.Double))
        {
            return Reals(list, "sum").Failed(out var failure, out var reals) ? failure : ((Value.Double)reals).Number;
        }

        var total = list.Items.FirstOrDefault() ?? Value.Of(0L);
        if (total is not (Value.Int or Value.UInt or Value.Duration)) return Failure.NoOverload("sum", total);
        foreach (var item in list.Items.Skip(1))
        {
            if (Arithmetic.Apply(meter, BinaryOperator.Add, total, item).Failed(out var failure, out var next))
            {
                return failure;
            }

            total = next;
        }

        return total;
    }

    private static Result Mean(Meter meter, Value.List list)
    {
        if (meter.Charge(list.Items.Length) is { } costly) return costly;
        if (list.Items.IsEmpty) return new Failure(ExpressionCodes.Empty, "mean needs at least one value");
        return Reals(list, "mean").Failed(out var failure, out var sum)
            ? failure
            : ((Value.Double)sum).Number / list.Items.Length;
    }

    private static Result Reals(Value.List list, string function)
    {
        var sum = 0.0;
        foreach (var item in list.Items)
        {
            switch (item)
            {
                case Value.Double number: sum += number.Number; break;
                case Value.Int number: sum += number.Number; break;
                case Value.UInt number: sum += number.Number; break;
                default: return Failure.NoOverload(function, item);
            }
        }

        return sum;
    }

    private static Result Round(Meter meter, double number) =>
        FunctionLibrary.Invoke(
            meter,
            "int",
            false,
            [new Value.Double(Math.Round(number, MidpointRounding.AwayFromZero))]);

    private static Result Round(double number, long digits)
    {
        if (digits is < 0 or > MaximumDigits)
        {
            return new Failure(ExpressionCodes.OutOfRange, $"round takes 0 to {MaximumDigits} digits, not {digits}");
        }

        return Math.Round(number, (int)digits, MidpointRounding.AwayFromZero);
    }

    private static Result ParseJson(Meter meter, string text)
    {
        if (meter.Reserve(text.Length) is { } large) return large;
        try
        {
            using var document = JsonDocument.Parse(text);
            return meter.Bounded(ValueJson.Read(document.RootElement));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string holds half of a surrogate pair, which is found only when it is read.
            return Failure.Malformed($"{Failure.Quote(text)} is no JSON: {wrong.Message}");
        }
    }
}
