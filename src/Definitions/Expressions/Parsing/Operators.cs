using System.Collections.Frozen;

namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>The signs of the operators and how tightly they bind.</summary>
internal static class Operators
{
    public const int OrLevel = 1;
    public const int AndLevel = 2;

    private static readonly (BinaryOperator Operator, string Sign, int Level)[] All =
    [
        (BinaryOperator.Or, "||", OrLevel),
        (BinaryOperator.And, "&&", AndLevel),
        (BinaryOperator.Equal, "==", 3),
        (BinaryOperator.NotEqual, "!=", 3),
        (BinaryOperator.Less, "<", 3),
        (BinaryOperator.LessOrEqual, "<=", 3),
        (BinaryOperator.Greater, ">", 3),
        (BinaryOperator.GreaterOrEqual, ">=", 3),
        (BinaryOperator.In, "in", 3),
        (BinaryOperator.Add, "+", 4),
        (BinaryOperator.Subtract, "-", 4),
        (BinaryOperator.Multiply, "*", 5),
        (BinaryOperator.Divide, "/", 5),
        (BinaryOperator.Modulo, "%", 5),
    ];

    private static readonly FrozenDictionary<string, (BinaryOperator Operator, int Level)> BySign =
        All.ToFrozenDictionary(o => o.Sign, o => (o.Operator, o.Level));

    private static readonly FrozenDictionary<BinaryOperator, (string Sign, int Level)> ByOperator =
        All.ToFrozenDictionary(o => o.Operator, o => (o.Sign, o.Level));

    public static string SignOf(BinaryOperator which) => ByOperator[which].Sign;

    public static int LevelOf(BinaryOperator which) => ByOperator[which].Level;

    public static string SignOf(UnaryOperator which) => which == UnaryOperator.Not ? "!" : "-";

    /// <summary>Returns the operator that the token is; null for any other token.</summary>
    public static (BinaryOperator Operator, int Level)? Find(Token token) =>
        (token.Kind == TokenKind.Punctuation || token is { Kind: TokenKind.Name, Text: "in" })
        && BySign.TryGetValue(token.Text, out var found) ? found : null;
}
