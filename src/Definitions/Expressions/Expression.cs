using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions;

/// <summary>A parsed expression: a closed tree of immutable nodes, each with its place in the text.</summary>
public abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>Where the node stands in the text that was parsed.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>A constant.</summary>
    public sealed record Literal(Value Value) : Expression;

    /// <summary>A name.</summary>
    /// <param name="Name">The name, without a leading dot.</param>
    /// <param name="Absolute">True when a leading dot skips the variables of enclosing macros.</param>
    public sealed record Identifier(string Name, bool Absolute = false) : Expression;

    /// <summary>A field of a value: <c>operand.field</c>.</summary>
    /// <param name="Operand">The value that has the field.</param>
    /// <param name="Field">The field's name, without quotes.</param>
    /// <param name="Optional">True for <c>operand.?field</c>.</param>
    public sealed record Select(Expression Operand, string Field, bool Optional = false) : Expression
    {
        /// <summary>Where the field's name stands.</summary>
        public TextSpan FieldSpan { get; init; }
    }

    /// <summary>The macro <c>has(operand.field)</c>: is the field there?</summary>
    public sealed record Has(Expression Operand, string Field, bool Optional = false) : Expression
    {
        /// <summary>Where the field's name stands.</summary>
        public TextSpan FieldSpan { get; init; }
    }

    /// <summary>An element: <c>operand[key]</c>, or <c>operand[?key]</c> when <paramref name="Optional"/>.</summary>
    public sealed record Index(Expression Operand, Expression Key, bool Optional = false) : Expression;

    /// <summary>A call of a function: <c>f(a)</c>, or <c>target.f(a)</c>.</summary>
    /// <param name="Target">The receiver; null for a call without one.</param>
    /// <param name="Function">The function's name, with its namespace (<c>math.least</c>).</param>
    /// <param name="Arguments">The arguments, without the receiver.</param>
    public sealed record Call(Expression? Target, string Function, ImmutableArray<Expression> Arguments) : Expression
    {
        /// <summary>Where the function's name stands.</summary>
        public TextSpan FunctionSpan { get; init; }
    }

    /// <summary>An operator with one operand.</summary>
    public sealed record Unary(UnaryOperator Operator, Expression Operand) : Expression;

    /// <summary>An operator with two operands.</summary>
    public sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right) : Expression
    {
        /// <summary>Where the operator stands.</summary>
        public TextSpan OperatorSpan { get; init; }
    }

    /// <summary>A choice: <c>test ? whenTrue : whenFalse</c>.</summary>
    public sealed record Conditional(Expression Test, Expression WhenTrue, Expression WhenFalse) : Expression;

    /// <summary>A list: <c>[a, ?b]</c>.</summary>
    public sealed record ListLiteral(ImmutableArray<Element> Elements) : Expression;

    /// <summary>A map: <c>{k: v, ?k: v}</c>.</summary>
    public sealed record MapLiteral(ImmutableArray<Entry> Entries) : Expression;

    /// <summary>A macro that goes through a list or map, or into an optional.</summary>
    /// <param name="Kind">Which macro.</param>
    /// <param name="Range">The list, map or optional.</param>
    /// <param name="Variable">The element, the key of a map, or the index of the two-variable form.</param>
    /// <param name="SecondVariable">The value of the two-variable form, else null.</param>
    /// <param name="Filter">Which elements are taken (three-argument <c>map</c> and the transforms); null takes
    /// all.</param>
    /// <param name="Body">The test or the new value.</param>
    public sealed record Comprehension(
        ComprehensionKind Kind,
        Expression Range,
        string Variable,
        string? SecondVariable,
        Expression? Filter,
        Expression Body) : Expression;

    /// <summary>The macro <c>cel.bind(variable, value, body)</c>.</summary>
    public sealed record Bind(string Variable, Expression Value, Expression Body) : Expression;

    /// <summary>One element of a list literal; an optional one is left out when it holds nothing.</summary>
    public sealed record Element(Expression Value, bool Optional);

    /// <summary>One entry of a map literal; an optional one is left out when its value holds nothing.</summary>
    public sealed record Entry(Expression Key, Expression Value, bool Optional);

    /// <summary>The nodes directly under this one, in the order of the text.</summary>
    public IEnumerable<Expression> Children => this switch
    {
        Select s => [s.Operand],
        Has h => [h.Operand],
        Index i => [i.Operand, i.Key],
        Call c => c.Target is null ? c.Arguments : c.Arguments.Insert(0, c.Target),
        Unary u => [u.Operand],
        Binary b => [b.Left, b.Right],
        Conditional c => [c.Test, c.WhenTrue, c.WhenFalse],
        ListLiteral l => l.Elements.Select(e => e.Value),
        MapLiteral m => m.Entries.SelectMany(e => new[] { e.Key, e.Value }),
        Comprehension c => c.Filter is null ? [c.Range, c.Body] : [c.Range, c.Filter, c.Body],
        Bind b => [b.Value, b.Body],
        _ => [],
    };
}
