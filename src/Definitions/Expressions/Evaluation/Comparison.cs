namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>CEL's equality and order. Numbers of different types compare; an integer beside a double
/// is first rounded to a double, as CEL's conformance data has it, so the largest int equals 2^63.</summary>
internal static class Comparison
{
    public static bool AreEqual(Value left, Value right) => (left, right) switch
    {
        (Value.Int or Value.UInt or Value.Double, Value.Int or Value.UInt or Value.Double) => Numbers(left, right) == 0,
        (Value.List a, Value.List b) => Lists(a, b),
        (Value.Map a, Value.Map b) => Maps(a, b),
        (Value.Optional a, Value.Optional b) =>
            a.Held is null || b.Held is null ? a.Held == b.Held : AreEqual(a.Held, b.Held),
        _ => left.Equals(right),
    };

    /// <summary>Returns the order of two values: below, at or above 0; null for NaN; a failure where there is no
    /// order.</summary>
    public static int? Order(Value left, Value right, out Failure? failure)
    {
        failure = null;
        switch (left, right)
        {
            case (Value.Int or Value.UInt or Value.Double, Value.Int or Value.UInt or Value.Double):
                return Numbers(left, right);
            case (Value.Text a, Value.Text b):
                return CodePoints.Compare(a.Content, b.Content);
            case (Value.Bool a, Value.Bool b):
                return a.Truth.CompareTo(b.Truth);
            case (Value.Bytes a, Value.Bytes b):
                return a.Content.AsSpan().SequenceCompareTo(b.Content.AsSpan());
            case (Value.Timestamp a, Value.Timestamp b):
                return a.Seconds != b.Seconds ? a.Seconds.CompareTo(b.Seconds) : a.Nanoseconds.CompareTo(b.Nanoseconds);
            case (Value.Duration a, Value.Duration b):
                return a.Nanoseconds.CompareTo(b.Nanoseconds);
            default:
                failure = Failure.NoOverload("a comparison", left, right);
                return null;
        }
    }

    private static int? Numbers(Value left, Value right) => (left, right) switch
    {
        (Value.Int a, Value.Int b) => a.Number.CompareTo(b.Number),
        (Value.UInt a, Value.UInt b) => a.Number.CompareTo(b.Number),
        (Value.Double a, Value.Double b) => Doubles(a.Number, b.Number),
        (Value.Int a, Value.UInt b) => ((Int128)a.Number).CompareTo((Int128)b.Number),
        (Value.UInt a, Value.Int b) => ((Int128)a.Number).CompareTo((Int128)b.Number),
        (Value.Double a, Value.Int b) => Doubles(a.Number, b.Number),
        (Value.Double a, Value.UInt b) => Doubles(a.Number, b.Number),
        (Value.Int a, Value.Double b) => Doubles(a.Number, b.Number),
        (Value.UInt a, Value.Double b) => Doubles(a.Number, b.Number),
        _ => null,
    };

    private static int? Doubles(double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b)) return null;
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static bool Lists(Value.List left, Value.List right)
    {
        if (left.Items.Length != right.Items.Length) return false;
        for (var i = 0; i < left.Items.Length; i++)
        {
            if (!AreEqual(left.Items[i], right.Items[i])) return false;
        }

        return true;
    }

    private static bool Maps(Value.Map left, Value.Map right)
    {
        if (left.Entries.Count != right.Entries.Count) return false;
        foreach (var (key, value) in left.Entries)
        {
            if (!right.Entries.TryGet(key, out var other) || !AreEqual(value, other)) return false;
        }

        return true;
    }
}
