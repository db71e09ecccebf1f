using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions.Conformance;

/// <summary>Reads the data's values, each an object whose only field names its kind.</summary>
public static class TaggedValue
{
    public static Value Read(JsonElement json)
    {
        var tag = json.EnumerateObject().Single();
        return tag.Name switch
        {
            "null" => Value.NullValue,
            "bool" => Value.Of(tag.Value.GetBoolean()),
            "int" => Value.Of(long.Parse(tag.Value.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => new Value.UInt(ulong.Parse(tag.Value.GetString()!, CultureInfo.InvariantCulture)),
            "double" => Value.Of(Double(tag.Value)),
            "string" => Value.Of(tag.Value.GetString()!),
            "bytes" => new Value.Bytes([.. tag.Value.GetBytesFromBase64()]),
            "list" => Value.Of(tag.Value.EnumerateArray().Select(Read)),
            "map" => Map(tag.Value),
            "timestamp" => Evaluate($"timestamp('{tag.Value.GetString()}')"),
            "duration" => Evaluate($"duration('{tag.Value.GetString()}')"),
            "type" => new Value.Type(tag.Value.GetString()!),
            _ => throw new InvalidDataException($"'{tag.Name}' is no kind of value that the reader knows."),
        };
    }

    /// <summary>Strict: the same kinds in the same order, maps in any order, and minus zero is not zero.</summary>
    public static bool Same(Value left, Value right) => (left, right) switch
    {
        (Value.Double a, Value.Double b) =>
            a.Number.Equals(b.Number) && double.IsNegative(a.Number) == double.IsNegative(b.Number),
        (Value.List a, Value.List b) =>
            a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(p => Same(p.First, p.Second)),
        (Value.Map a, Value.Map b) => a.Entries.Count == b.Entries.Count
            && a.Entries.All(x => b.Entries.Any(y => Same(x.Key, y.Key) && Same(x.Value, y.Value))),
        _ => left.Equals(right),
    };

    private static double Double(JsonElement json) => json.ValueKind == JsonValueKind.Number
        ? json.GetDouble()
        : double.Parse(json.GetString()!, CultureInfo.InvariantCulture);

    private static Value Map(JsonElement json)
    {
        var entries = json.EnumerateArray().Select(pair => KeyValuePair.Create(Read(pair[0]), Read(pair[1])));
        return new Value.Map(new Definitions.Expressions.Evaluation.MapEntries([.. entries]));
    }

    private static Value Evaluate(string text) =>
        ((Outcome.Success)Evaluator.Evaluate(ExpressionParser.Parse(text).Expression!, Bindings.None)).Value;
}
