namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Fields and elements of values.</summary>
internal static class Access
{
    private const int ShownNames = 5;

    public static Result Field(Value operand, string field, bool optional) => operand switch
    {
        Value.Optional { Held: null } => operand,
        Value.Optional { Held: { } held } => Wrapped(held, new Value.Text(field)),
        _ when optional => Wrapped(operand, new Value.Text(field)),
        Value.Map map => map.TryGet(field, out var value) ? value : Missing(map, Failure.Quote(field)),
        _ =>
            new Failure(
                ExpressionCodes.NoSuchOverload,
                $"{operand.TypeName} has no field {Failure.Quote(field)}: it has no fields"),
    };

    public static Result HasField(Value operand, string field) => operand switch
    {
        Value.Optional { Held: null } => false,
        Value.Optional { Held: { } held } => HasField(held, field),
        Value.Map map => map.TryGet(field, out _),
        _ => new Failure(ExpressionCodes.NoSuchOverload, $"has needs a map, not {operand.TypeName}"),
    };

    public static Result Element(Value operand, Value key, bool optional) => operand switch
    {
        Value.Optional { Held: null } => operand,
        Value.Optional { Held: { } held } => Wrapped(held, key),
        _ when optional => Wrapped(operand, key),
        Value.List list => Item(list, key),
        Value.Map map => map.Entries.TryGet(key, out var value) ? value : Missing(map, ValueText.Shown(key)),
        _ => new Failure(ExpressionCodes.NoSuchOverload, $"{operand.TypeName} has no elements to take by index"),
    };

    public static Result Contains(Meter meter, Value item, Value container)
    {
        switch (container)
        {
            case Value.Map map:
                return map.Entries.TryGet(item, out _);
            case Value.List list:
                foreach (var candidate in list.Items)
                {
                    if ((meter.Step() ?? meter.ChargeUnits(Math.Min(item.Weight, candidate.Weight))) is { } exhausted)
                    {
                        return exhausted;
                    }

                    if (Comparison.AreEqual(item, candidate)) return true;
                }

                return false;
            default:
                return Failure.NoOverload("in", item, container);
        }
    }

    /// <summary>An absent key or index gives an optional without a value; a wrong type stays an error.</summary>
    private static Result Wrapped(Value operand, Value key)
    {
        var result = Element(operand, key, optional: false);
        if (!result.Failed(out var failure, out var value)) return new Value.Optional(value);
        return failure.Code is ExpressionCodes.OutOfRange
            || (failure.Code is ExpressionCodes.NoSuchKey && operand is Value.Map)
            ? new Value.Optional(null)
            : failure;
    }

    private static Result Item(Value.List list, Value key)
    {
        if (key is not (Value.Int or Value.UInt or Value.Double))
        {
            return new Failure(ExpressionCodes.NoSuchOverload, $"a list takes an int as index, not {key.TypeName}");
        }

        if (MapKey.Normalize(key) is not Value.Int index)
        {
            return key is Value.Double
                ? new Failure(ExpressionCodes.NoSuchOverload, $"the index {ValueText.Shown(key)} is no whole number")
                : OutOfRange(key, list.Items.Length);
        }

        return index.Number >= 0 && index.Number < list.Items.Length
            ? list.Items[(int)index.Number]
            : OutOfRange(key, list.Items.Length);
    }

    private static Failure OutOfRange(Value key, int count) =>
        new(
            ExpressionCodes.OutOfRange,
            $"index {ValueText.Shown(key)} is outside the list of {count}; indexes count from 0");

    private static Failure Missing(Value.Map map, string key)
    {
        var names = map.Entries.Take(ShownNames).Select(e => ValueText.Shown(e.Key)).ToList();
        var more = map.Entries.Count > names.Count ? $" and {map.Entries.Count - names.Count} more" : "";
        var known = names.Count == 0 ? "the map is empty" : $"it has {string.Join(", ", names)}{more}";
        return new Failure(ExpressionCodes.NoSuchKey, $"there is no key {key}; {known}");
    }
}
