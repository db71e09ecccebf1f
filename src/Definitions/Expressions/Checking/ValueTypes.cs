namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>The types of values that are known.</summary>
internal static class ValueTypes
{
    /// <summary>Returns the type of a value: a map with text keys is a record.</summary>
    public static CelType Of(Value value) => value switch
    {
        Value.Bool => CelType.Bool,
        Value.Int => CelType.Int,
        Value.UInt => CelType.UInt,
        Value.Double => CelType.Double,
        Value.Text => CelType.Text,
        Value.Bytes => CelType.Bytes,
        Value.Null => CelType.Null,
        Value.Timestamp => CelType.Timestamp,
        Value.Duration => CelType.Duration,
        Value.List list => CelType.List(list.Items.Select(Of).Distinct().ToList() is [{ } only] ? only : CelType.Dyn),
        Value.Map map when map.Entries.All(e => e.Key is Value.Text) =>
            CelType.RecordOf(map.Entries.ToDictionary(e => ((Value.Text)e.Key).Content, e => Of(e.Value))),
        _ => CelType.Dyn,
    };
}
