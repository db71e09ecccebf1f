using MathNet.Numerics.Random;

namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>The component <c>tabular.clean-and-split</c>.</summary>
public static class TableSplit
{
    /// <summary>
    /// Drops rows that cannot be used – a missing cell, a cell too many, an empty target, a feature that is no finite
    /// number – and
    /// splits the rest so that both parts hold the target's classes in the same proportion. Rows keep their order.
    /// </summary>
    /// <param name="data">A table of numbers and one target column.</param>
    /// <param name="target">The target column.</param>
    /// <param name="context">Where counts are logged.</param>
    /// <param name="testFraction">Share of each class that goes to the test table, above 0 and below 1. Default
    /// 0.25.</param>
    /// <param name="seed">The same seed gives the same split. Default 42.</param>
    /// <exception cref="ComponentException">The target is unknown, the fraction is out of range, or no row is
    /// usable.</exception>
    public static SplitTables Run(
        Table data, string target, ComponentContext context, double testFraction = 0.25, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var split = Split(data, target, testFraction, seed);
        context.Log($"kept {split.Kept} rows, dropped {split.Dropped}; {split.Train.Rows.Count} to train on, "
            + $"{split.Test.Rows.Count} to test on");
        return split;
    }

    internal static SplitTables Split(Table data, string target, double testFraction, int seed)
    {
        if (!(testFraction is > 0 and < 1))
            throw new ComponentException(
                $"test-fraction is {testFraction}; it must lie above 0 and below 1", "BadInput", nonRetryable: true);
        var label = data.IndexOf(target);
        var usable = data.Rows.Where(row => IsUsable(row, data.Columns.Count, label)).ToList();
        if (usable.Count == 0)
            throw new ComponentException(
                $"none of the table's {data.Rows.Count} rows is usable: every cell but '{target}' must be a number",
                "BadInput", nonRetryable: true);

        var random = new MersenneTwister(seed, threadSafe: false);
        var isTest = new bool[usable.Count];
        var classes = Enumerable.Range(0, usable.Count).GroupBy(
            index => usable[index][label], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in classes)
        {
            var members = group.ToArray();
            Shuffle(members, random);
            var count = (int)Math.Round(members.Length * testFraction, MidpointRounding.AwayFromZero);
            foreach (var index in members.AsSpan(0, count)) isTest[index] = true;
        }

        return new SplitTables(
            data with { Rows = [.. usable.Where((_, index) => !isTest[index])] },
            data with { Rows = [.. usable.Where((_, index) => isTest[index])] },
            usable.Count,
            data.Rows.Count - usable.Count);
    }

    private static bool IsUsable(IReadOnlyList<string> row, int columns, int label)
    {
        if (row.Count != columns || row[label].Length == 0) return false;
        for (var i = 0; i < row.Count; i++)
        {
            if (i != label && Table.Number(row[i]) is null) return false;
        }

        return true;
    }

    private static void Shuffle(int[] items, MersenneTwister random)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
