using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>CEL's extension for lists, as far as it needs no macros.</summary>
internal static class ListFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Global("lists.range", "int", "list(int)", (m, a) => Range(m, ((Value.Int)a[0]).Number)),
        Overload.Member("distinct", "list(T)", "list(T)", (m, a) => Distinct(m, (Value.List)a[0])),
        Overload.Member("sort", "list(T)", "list(T)", (m, a) => Sort(m, (Value.List)a[0])),
        Overload.Member("reverse", "list(T)", "list(T)", (m, a) => Changed(m, a, items => [.. items.Reverse()])),
        Overload.Member("flatten", "list(list(T))", "list(T)", (m, a) =>
            Changed(m, a, items => [.. items.SelectMany(i => i is Value.List inner ? inner.Items : [i])])),
        Overload.Member("slice", "list(T), int, int", "list(T)", (m, a) =>
            Slice(m, (Value.List)a[0], ((Value.Int)a[1]).Number, ((Value.Int)a[2]).Number)),
        Overload.Member("first", "list(T)", "optional_type(T)", (_, a) =>
            new Value.Optional(((Value.List)a[0]).Items.FirstOrDefault())),
        Overload.Member("last", "list(T)", "optional_type(T)", (_, a) =>
            new Value.Optional(((Value.List)a[0]).Items.LastOrDefault())),
    ];

    private static Result Changed(
        Meter meter, Value[] arguments, Func<ImmutableArray<Value>, ImmutableArray<Value>> change)
    {
        var items = ((Value.List)arguments[0]).Items;
        if (meter.Reserve(arguments[0].Weight) is { } large) return large;
        return meter.Charge(items.Length) is { } costly ? costly : meter.Bounded(new Value.List(change(items)));
    }

    private static Result Range(Meter meter, long count)
    {
        if (count < 0) return new Failure(ExpressionCodes.OutOfRange, $"lists.range needs 0 or more, not {count}");
        if ((meter.Reserve(count) ?? meter.Charge(count)) is { } large) return large;
        return new Value.List([.. Enumerable.Range(0, (int)count).Select(i => Value.Of((long)i))]);
    }

    private static Result Distinct(Meter meter, Value.List list)
    {
        var kept = ImmutableArray.CreateBuilder<Value>();
        var keys = new HashSet<Value>(MapKey.Comparer);
        foreach (var item in list.Items)
        {
            if (meter.Step() is { } exhausted) return exhausted;
            if (MapKey.Normalize(item) is not null)
            {
                if (keys.Add(item)) kept.Add(item);
                continue;
            }

            if (meter.Charge(kept.Count + (item.Weight / 8)) is { } costly) return costly;
            if (!kept.Any(k => Comparison.AreEqual(k, item))) kept.Add(item);
        }

        return new Value.List(kept.ToImmutable());
    }

    private static Result Sort(Meter meter, Value.List list)
    {
        var items = list.Items.ToArray();
        if (meter.Charge((items.Length * (long)(1 + Math.Log2(items.Length + 1))) + (list.Weight / 8)) is { } costly)
        {
            return costly;
        }

        foreach (var item in items)
        {
            Comparison.Order(items[0], item, out var unordered);
            if (unordered is not null) return Failure.NoOverload("sort", items[0], item);
            if (item is Value.Double { Number: double.NaN }) return Failure.Malformed("a list with NaN has no order");
        }

        // A stable sort, so that equal numbers of different types keep their order.
        return new Value.List([.. items.Order(Comparer<Value>.Create((a, b) => Comparison.Order(a, b, out _) ?? 0))]);
    }

    private static Result Slice(Meter meter, Value.List list, long start, long end)
    {
        if (start < 0 || end < start || end > list.Items.Length)
        {
            return new Failure(
                ExpressionCodes.OutOfRange,
                $"{start} to {end} is no part of a list of {list.Items.Length}");
        }

        return meter.Charge(end - start) is { } costly
            ? costly
            : new Value.List([.. list.Items.AsSpan((int)start, (int)(end - start))]);
    }
}
