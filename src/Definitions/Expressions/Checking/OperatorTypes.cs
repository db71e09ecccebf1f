using System.Collections.Frozen;
using System.Collections.Immutable;
using static Pipelines.Definitions.Expressions.BinaryOperator;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Which types the operators take: left, right, result.</summary>
internal static class OperatorTypes
{
    private static readonly FrozenDictionary<BinaryOperator, ImmutableArray<ImmutableArray<CelType>>> Forms =
        new Dictionary<BinaryOperator, ImmutableArray<ImmutableArray<CelType>>>
        {
            [Add] = Table(
                "int, int, int", "uint, uint, uint", "double, double, double", "string, string, string",
                "bytes, bytes, bytes",
                "list(T), list(T), list(T)",
                "timestamp, duration, timestamp", "duration, timestamp, timestamp", "duration, duration, duration"),
            [Subtract] = Table(
                "int, int, int", "uint, uint, uint", "double, double, double",
                "timestamp, timestamp, duration", "timestamp, duration, timestamp", "duration, duration, duration"),
            [Multiply] = Table("int, int, int", "uint, uint, uint", "double, double, double"),
            [Divide] = Table("int, int, int", "uint, uint, uint", "double, double, double"),
            [Modulo] = Table("int, int, int", "uint, uint, uint"),
            [In] = Table("T, list(T), bool", "K, map(K, V), bool"),
            [Equal] = Table("T, T, bool"),
            [NotEqual] = Table("T, T, bool"),
            [Less] = Order,
            [LessOrEqual] = Order,
            [Greater] = Order,
            [GreaterOrEqual] = Order,
        }.ToFrozenDictionary();

    private static ImmutableArray<ImmutableArray<CelType>> Order => Table(
        "bool, bool, bool", "int, int, bool", "uint, uint, bool", "double, double, bool",
        "string, string, bool", "bytes, bytes, bool",
        "timestamp, timestamp, bool", "duration, duration, bool",
        "int, uint, bool", "int, double, bool", "uint, int, bool", "uint, double, bool", "double, int, bool",
        "double, uint, bool");

    public static ImmutableArray<ImmutableArray<CelType>> Of(BinaryOperator which) => Forms[which];

    public static bool IsNumber(CelType type) => type == CelType.Int || type == CelType.UInt || type == CelType.Double;

    private static ImmutableArray<ImmutableArray<CelType>> Table(params string[] forms) =>
        [.. forms.Select(TypeText.ParseAll)];
}
