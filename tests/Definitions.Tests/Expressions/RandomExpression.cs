using System.Collections.Immutable;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

/// <summary>Trees of all kinds of nodes, from a seed.</summary>
public static class RandomExpression
{
    private static readonly string[] Names = ["a", "b", "parameters", "steps", "loop"];
    private static readonly string[] Fields = ["x", "outputs", "a_b", "in_1"];

    public static Expression Next(Random random, int depth, bool logic = true)
    {
        Expression Inner() => Next(random, depth - 1, logic);
        ImmutableArray<Expression> Some() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Inner())];
        Expression node = depth == 0 ? Leaf(random) : random.Next(14) switch
        {
            0 => new Expression.Select(Inner(), Pick(random, Fields), random.Next(4) == 0) { Span = default },
            1 => new Expression.Has(Inner(), Pick(random, Fields)) { Span = default },
            2 => new Expression.Index(Inner(), Inner(), random.Next(4) == 0) { Span = default },
            3 => new Expression.Call(null, Pick(random, ["max", "math.least", "f"]), Some()) { Span = default },
            4 => new Expression.Call(Inner(), Pick(random, ["size", "join"]), Some()) { Span = default },
            5 =>
                new Expression.Unary(random.Next(2) == 0 ? UnaryOperator.Not : UnaryOperator.Negate, Inner()) { Span = default },
            6 or 7 =>
                new Expression.Binary((BinaryOperator)random.Next(logic ? 0 : (int)BinaryOperator.Equal, 14), Inner(), Inner()) { Span = default },
            8 => new Expression.Conditional(Inner(), Inner(), Inner()) { Span = default },
            9 =>
                new Expression.ListLiteral([.. Some().Select(e => new Expression.Element(e, random.Next(4) == 0))]) { Span = default },
            10 =>
                new Expression.MapLiteral([.. Some().Select(e => new Expression.Entry(e, Inner(), random.Next(4) == 0))]) { Span = default },
            11 => new Expression.Bind("v", Inner(), Inner()) { Span = default },
            12 => Macro(random, Inner),
            _ => Leaf(random),
        };
        return node;
    }

    private static Expression.Comprehension Macro(Random random, Func<Expression> inner)
    {
        var kind = (ComprehensionKind)random.Next(9);
        var two = kind is ComprehensionKind.TransformList or ComprehensionKind.TransformMap
            || (kind <= ComprehensionKind.ExistsOne && random.Next(2) == 0);
        var filter = kind is ComprehensionKind.Map or ComprehensionKind.TransformList or ComprehensionKind.TransformMap && random.Next(2) == 0;
        return new Expression.Comprehension(kind, inner(), "v", two ? "w" : null, filter ? inner() : null, inner()) { Span = default };
    }

    private static Expression Leaf(Random random) => random.Next(8) switch
    {
        0 => Literal(Value.Of(random.NextInt64(long.MinValue, long.MaxValue))),
        1 => Literal(Value.Of((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)))),
        2 => Literal(new Value.UInt((ulong)random.NextInt64())),
        3 => Literal(Value.Of("a\"'\\\n\t😀$")),
        4 => Literal(new Value.Bytes([0, 255, 34])),
        5 => Literal(random.Next(2) == 0 ? Value.NullValue : Value.True),
        _ => new Expression.Identifier(Pick(random, Names), random.Next(9) == 0) { Span = default },
    };

    private static Expression.Literal Literal(Value value) => new(value) { Span = default };

    private static string Pick(Random random, string[] names) => names[random.Next(names.Length)];
}
