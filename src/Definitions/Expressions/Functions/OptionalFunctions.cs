using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Values that may be absent.</summary>
internal static class OptionalFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Global("optional.of", "T", "optional_type(T)", (_, a) => new Value.Optional(a[0])),
        Overload.Global("optional.none", "", "optional_type(T)", (_, _) => new Value.Optional(null)),
        Overload.Global("optional.ofNonZeroValue", "T", "optional_type(T)", (_, a) =>
            new Value.Optional(IsZero(a[0]) ? null : a[0])),
        Overload.Member("hasValue", "optional_type(T)", "bool", (_, a) => ((Value.Optional)a[0]).Held is not null),
        Overload.Member("value", "optional_type(T)", "T", (_, a) => ((Value.Optional)a[0]).Held is { } held
            ? held
            : new Failure(
                ExpressionCodes.Empty, "the optional holds no value; ask hasValue() first, or use orValue(…)")),
        Overload.Member("or", "optional_type(T), optional_type(T)", "optional_type(T)", (_, a) =>
            ((Value.Optional)a[0]).Held is null ? a[1] : a[0]),
        Overload.Member("orValue", "optional_type(T), T", "T", (_, a) => ((Value.Optional)a[0]).Held ?? a[1]),
    ];

    private static bool IsZero(Value value) => value switch
    {
        Value.Null => true,
        Value.Bool truth => !truth.Truth,
        Value.Int number => number.Number == 0,
        Value.UInt number => number.Number == 0,
        Value.Double number => number.Number == 0,
        Value.Text text => text.Content.Length == 0,
        Value.Bytes bytes => bytes.Content.Length == 0,
        Value.List list => list.Items.Length == 0,
        Value.Map map => map.Entries.Count == 0,
        Value.Duration duration => duration.Nanoseconds == 0,
        Value.Timestamp time => time is { Seconds: 0, Nanoseconds: 0 },
        Value.Optional optional => optional.Held is null,
        _ => false,
    };
}
