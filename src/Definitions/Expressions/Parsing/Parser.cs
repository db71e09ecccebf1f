using System.Collections.Frozen;
using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Functions;

namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Recursive descent over CEL's grammar. Throws <see cref="SyntaxException"/> at the first fault.</summary>
internal sealed class Parser(List<Token> tokens, bool macros)
{
    /// <summary>CEL's reserved words, without <c>loop</c>, which is one of our roots.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "in",
        "let", "namespace", "package", "return", "var", "void", "while");

    private int _at;
    private int _depth;

    private Token Current => tokens[_at];

    public Expression ParseWhole()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw new SyntaxException(ExpressionCodes.Syntax, Current.Span, "the expression is empty");
        }

        var whole = ParseExpression();
        if (Current.Kind == TokenKind.End) return whole;
        throw Unexpected(
            "an operator or the end",
            Current.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Int
                ? "text stands in quotes; names joined by - need x['a-b']"
                : null);
    }

    private Expression ParseExpression()
    {
        if (++_depth > ExpressionParser.MaximumDepth)
        {
            throw new SyntaxException(
                ExpressionCodes.TooDeep,
                Current.Span,
                $"the expression nests deeper than {ExpressionParser.MaximumDepth} levels here",
                "split it into steps, or use a list and a function such as sum or join");
        }

        var test = ParseBinary(Operators.OrLevel);
        if (Current.Is("?"))
        {
            _at++;
            var whenTrue = ParseBinary(Operators.OrLevel);
            Expect(":");
            var whenFalse = ParseExpression();
            test = new Expression.Conditional(
                test, whenTrue, whenFalse) { Span = TextSpan.Covering(test.Span, whenFalse.Span) };
        }

        _depth--;
        return test;
    }

    private Expression ParseBinary(int level)
    {
        var left = ParseUnary();
        while (Operators.Find(Current) is { } found && found.Level >= level)
        {
            var sign = Take();
            if (found.Level <= Operators.AndLevel)
            {
                left = ParseLogic(left, found.Operator, found.Level, sign);
                continue;
            }

            var right = ParseBinary(found.Level + 1);
            left = Join(found.Operator, left, right, sign.Span);
        }

        return left;
    }

    /// <summary>Builds a balanced tree: the order of evaluation means nothing to <c>&amp;&amp;</c> and <c>||</c>, and
    /// depth is dear.</summary>
    private Expression ParseLogic(Expression first, BinaryOperator which, int level, Token sign)
    {
        var operands = new List<Expression>();
        Flatten(first, which, operands);
        var signs = sign.Span;
        while (true)
        {
            Flatten(ParseBinary(level + 1), which, operands);
            if (Operators.Find(Current)?.Operator != which) return Balance(operands, 0, operands.Count, which, signs);
            _at++;
        }
    }

    private static void Flatten(Expression node, BinaryOperator which, List<Expression> operands)
    {
        if (node is Expression.Binary binary && binary.Operator == which)
        {
            Flatten(binary.Left, which, operands);
            Flatten(binary.Right, which, operands);
        }
        else
        {
            operands.Add(node);
        }
    }

    private static Expression Balance(List<Expression> operands, int from, int to, BinaryOperator which, TextSpan sign)
    {
        if (to - from == 1) return operands[from];
        var middle = (from + to + 1) / 2;
        return Join(
            which,
            Balance(operands, from, middle, which, sign),
            Balance(operands, middle, to, which, sign),
            sign);
    }

    private static Expression.Binary Join(BinaryOperator which, Expression left, Expression right, TextSpan sign) =>
        new(which, left, right) { Span = TextSpan.Covering(left.Span, right.Span), OperatorSpan = sign };

    private Expression ParseUnary()
    {
        if (!Current.Is("!") && !Current.Is("-")) return ParsePostfix();
        var signs = new List<Token>();
        while (Current.Is("!") || Current.Is("-")) signs.Add(Take());
        var last = signs[^1];
        Expression operand;
        if (last.Is("-") && Current.Kind is TokenKind.Int or TokenKind.Double)
        {
            signs.RemoveAt(signs.Count - 1);
            var number = Take();
            operand = ParsePostfix(new Expression.Literal(NumberLiteral.Parse(number, negative: true))
            {
                Span = TextSpan.Covering(last.Span, number.Span),
            });
        }
        else
        {
            operand = ParsePostfix();
        }

        for (var i = signs.Count - 1; i >= 0; i--)
        {
            operand = new Expression.Unary(signs[i].Is("!") ? UnaryOperator.Not : UnaryOperator.Negate, operand)
            {
                Span = TextSpan.Covering(signs[i].Span, operand.Span),
            };
        }

        return operand;
    }

    private Expression ParsePostfix() => ParsePostfix(ParsePrimary());

    private Expression ParsePostfix(Expression operand)
    {
        while (true)
        {
            if (Current.Is("."))
            {
                _at++;
                operand = ParseMember(operand);
            }
            else if (Current.Is("["))
            {
                _at++;
                var optional = TakeIf("?");
                var key = ParseExpression();
                var end = Expect("]");
                operand =
                    new Expression.Index(operand, key, optional) { Span = TextSpan.Covering(operand.Span, end.Span) };
            }
            else if (Current.Is("{") && operand is Expression.Identifier or Expression.Select)
            {
                throw new SyntaxException(
                    ExpressionCodes.Unsupported,
                    Current.Span,
                    "protobuf messages cannot be built here",
                    "write a map: {'field': value}");
            }
            else
            {
                return operand;
            }
        }
    }

    private Expression ParseMember(Expression operand)
    {
        var optional = TakeIf("?");
        if (Current.Kind is not (TokenKind.Name or TokenKind.QuotedName)) throw Unexpected("a field name");
        var name = Take();
        if (optional || name.Kind == TokenKind.QuotedName || !Current.Is("("))
        {
            return new Expression.Select(operand, name.Text, optional)
            {
                Span = TextSpan.Covering(operand.Span, name.Span),
                FieldSpan = name.Span,
            };
        }

        var (arguments, end) = ParseArguments();
        var span = TextSpan.Covering(operand.Span, end);
        if (macros && Macros.Expand(operand, name, arguments, span) is { } expanded) return expanded;
        var qualified = QualifiedName.Of(operand) is { } prefix ? $"{prefix}.{name.Text}" : null;
        return qualified is not null && FunctionLibrary.IsNamespaced(qualified)
            ? new Expression.Call(null, qualified, arguments)
            {
                Span = span,
                FunctionSpan = TextSpan.Covering(operand.Span, name.Span),
            }
            : new Expression.Call(operand, name.Text, arguments) { Span = span, FunctionSpan = name.Span };
    }

    private Expression ParsePrimary()
    {
        if (Current.Kind == TokenKind.End) throw Unexpected("a value, a name or a bracket");
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Text or TokenKind.Bytes:
                return new Expression.Literal(token.Value!) { Span = token.Span };
            case TokenKind.Int or TokenKind.UInt or TokenKind.Double:
                return new Expression.Literal(NumberLiteral.Parse(token, negative: false)) { Span = token.Span };
            case TokenKind.Name:
                return ParseName(token, absolute: false);
            case TokenKind.Punctuation when token.Text == "." && Current.Kind == TokenKind.Name:
                return ParseName(Take(), absolute: true);
            case TokenKind.Punctuation when token.Text == "(":
                var inner = ParseExpression();
                return inner with { Span = TextSpan.Covering(token.Span, Expect(")").Span) };
            case TokenKind.Punctuation when token.Text == "[":
                return ParseList(token.Span);
            case TokenKind.Punctuation when token.Text == "{":
                return ParseMap(token.Span);
            default:
                _at--;
                throw Unexpected("a value, a name or a bracket");
        }
    }

    private Expression ParseName(Token name, bool absolute)
    {
        var constant = absolute ? null : name.Text switch
        {
            "true" => Value.True,
            "false" => Value.False,
            "null" => Value.NullValue,
            _ => null,
        };
        if (constant is not null) return new Expression.Literal(constant) { Span = name.Span };
        if (Reserved.Contains(name.Text))
        {
            throw new SyntaxException(
                ExpressionCodes.Syntax,
                name.Span,
                $"'{name.Text}' is a reserved word and cannot be a name",
                name.Text == "if" ? "write test ? a : b" : null);
        }

        if (!Current.Is("(")) return new Expression.Identifier(name.Text, absolute) { Span = name.Span };
        var (arguments, end) = ParseArguments();
        var span = TextSpan.Covering(name.Span, end);
        if (macros && name.Text == "has") return Macros.Has(arguments, name.Span, span);
        return new Expression.Call(null, name.Text, arguments) { Span = span, FunctionSpan = name.Span };
    }

    private (ImmutableArray<Expression> Arguments, TextSpan End) ParseArguments()
    {
        Expect("(");
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (!Current.Is(")"))
        {
            arguments.Add(ParseExpression());
            if (!TakeIf(",")) break;
            if (Current.Is(")")) throw Unexpected("an argument");
        }

        return (arguments.ToImmutable(), Expect(")").Span);
    }

    private Expression.ListLiteral ParseList(TextSpan start)
    {
        var elements = ImmutableArray.CreateBuilder<Expression.Element>();
        while (!Current.Is("]"))
        {
            var optional = TakeIf("?");
            elements.Add(new Expression.Element(ParseExpression(), optional));
            if (!TakeIf(",")) break;
        }

        return new Expression.ListLiteral(elements.ToImmutable()) { Span = TextSpan.Covering(start, Expect("]").Span) };
    }

    private Expression.MapLiteral ParseMap(TextSpan start)
    {
        var entries = ImmutableArray.CreateBuilder<Expression.Entry>();
        while (!Current.Is("}"))
        {
            var optional = TakeIf("?");
            var key = ParseExpression();
            Expect(":");
            entries.Add(new Expression.Entry(key, ParseExpression(), optional));
            if (!TakeIf(",")) break;
        }

        return new Expression.MapLiteral(entries.ToImmutable()) { Span = TextSpan.Covering(start, Expect("}").Span) };
    }

    private Token Take() => tokens[_at++];

    private bool TakeIf(string punctuation)
    {
        if (!Current.Is(punctuation)) return false;
        _at++;
        return true;
    }

    private Token Expect(string punctuation) => Current.Is(punctuation) ? Take() : throw Unexpected($"'{punctuation}'");

    private SyntaxException Unexpected(string wanted, string? hint = null) =>
        new(ExpressionCodes.Syntax, Current.Span, $"{Current.Describe()} stands where {wanted} is needed", hint);
}
