using System.Globalization;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;
using Pipelines.Definitions.Expressions.Functions;
using Pipelines.Definitions.Expressions.Parsing;

namespace Pipelines.Definitions.Expressions;

/// <summary>Writes an expression as text that parses to the same tree.</summary>
public static class ExpressionPrinter
{
    private const int ChoiceLevel = 0;
    private const int UnaryLevel = 6;
    private const int PostfixLevel = 7;

    /// <summary>Returns the text, on one line, with no more brackets than are needed.</summary>
    public static string Print(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var output = new StringBuilder();
        Write(output, expression, ChoiceLevel);
        return output.ToString();
    }

    private static void Write(StringBuilder output, Expression node, int level)
    {
        var own = LevelOf(node);
        if (own < level) output.Append('(');
        switch (node)
        {
            case Expression.Literal literal:
                output.Append(Constant(literal.Value));
                break;
            case Expression.Identifier name:
                output.Append(name.Absolute ? "." : "").Append(name.Name);
                break;
            case Expression.Select select:
                Write(output, select.Operand, PostfixLevel);
                output.Append(select.Optional ? ".?" : ".").Append(Field(select.Operand, select.Field));
                break;
            case Expression.Has has:
                output.Append("has(");
                Write(output, has.Operand, PostfixLevel);
                output.Append(has.Optional ? ".?" : ".").Append(Field(has.Operand, has.Field)).Append(')');
                break;
            case Expression.Index index:
                Write(output, index.Operand, PostfixLevel);
                output.Append(index.Optional ? "[?" : "[");
                Write(output, index.Key, ChoiceLevel);
                output.Append(']');
                break;
            case Expression.Call call:
                if (call.Target is not null)
                {
                    Write(output, call.Target, PostfixLevel);
                    output.Append('.');
                }

                Arguments(output, call.Function, call.Arguments);
                break;
            case Expression.Unary unary:
                output.Append(Operators.SignOf(unary.Operator));
                var number = unary.Operator == UnaryOperator.Negate && StartsWithNumber(unary.Operand);
                Write(output, unary.Operand, number ? int.MaxValue : UnaryLevel);
                break;
            case Expression.Binary binary:
                Write(output, binary.Left, own);
                output.Append(' ').Append(Operators.SignOf(binary.Operator)).Append(' ');
                Write(output, binary.Right, own <= Operators.AndLevel ? own : own + 1);
                break;
            case Expression.Conditional conditional:
                Write(output, conditional.Test, Operators.OrLevel);
                output.Append(" ? ");
                Write(output, conditional.WhenTrue, Operators.OrLevel);
                output.Append(" : ");
                Write(output, conditional.WhenFalse, ChoiceLevel);
                break;
            case Expression.ListLiteral list:
                output.Append('[');
                Separated(output, list.Elements, e => Item(output, e.Optional, e.Value));
                output.Append(']');
                break;
            case Expression.MapLiteral map:
                output.Append('{');
                Separated(output, map.Entries, e =>
                {
                    Item(output, e.Optional, e.Key);
                    output.Append(": ");
                    Write(output, e.Value, ChoiceLevel);
                });
                output.Append('}');
                break;
            case Expression.Comprehension macro:
                Write(output, macro.Range, PostfixLevel);
                output.Append('.').Append(NameOf(macro)).Append('(').Append(macro.Variable);
                if (macro.SecondVariable is not null) output.Append(", ").Append(macro.SecondVariable);
                foreach (var part in macro.Filter is null ? [macro.Body] : (Expression[])[macro.Filter, macro.Body])
                {
                    output.Append(", ");
                    Write(output, part, ChoiceLevel);
                }

                output.Append(')');
                break;
            case Expression.Bind bind:
                output.Append("cel.bind(").Append(bind.Variable).Append(", ");
                Write(output, bind.Value, ChoiceLevel);
                output.Append(", ");
                Write(output, bind.Body, ChoiceLevel);
                output.Append(')');
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} is a node that printing does not know.");
        }

        if (own < level) output.Append(')');
    }

    private static int LevelOf(Expression node) => node switch
    {
        Expression.Conditional => ChoiceLevel,
        Expression.Binary binary => Operators.LevelOf(binary.Operator),
        Expression.Unary => UnaryLevel,
        _ => PostfixLevel,
    };

    /// <summary>A minus sign directly before a number would become part of the number.</summary>
    private static bool StartsWithNumber(Expression node) => node switch
    {
        Expression.Literal literal => literal.Value is Value.Int or Value.Double,
        Expression.Select select => StartsWithNumber(select.Operand),
        Expression.Index index => StartsWithNumber(index.Operand),
        Expression.Call { Target: { } target } => StartsWithNumber(target),
        Expression.Comprehension macro => StartsWithNumber(macro.Range),
        _ => false,
    };

    private static string NameOf(Expression.Comprehension macro) => macro.Kind switch
    {
        ComprehensionKind.All => "all",
        ComprehensionKind.Exists => "exists",
        ComprehensionKind.ExistsOne => "exists_one",
        ComprehensionKind.Map => "map",
        ComprehensionKind.Filter => "filter",
        ComprehensionKind.TransformList => "transformList",
        ComprehensionKind.TransformMap => "transformMap",
        ComprehensionKind.OptionalMap => "optMap",
        _ => "optFlatMap",
    };

    private static string Field(Expression operand, string field)
    {
        var hyphens = operand is Expression.Identifier { Name: "steps", Absolute: false };
        var plain = field.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (hyphens && c == '-'))
            && (hyphens || !char.IsAsciiDigit(field[0]));
        return plain ? field : $"`{field}`";
    }

    private static string Constant(Value value) => value switch
    {
        Value.Null => "null",
        Value.Text text => TextParts.Quote(text.Content),
        Value.Bytes bytes => $"b\"{string.Concat(bytes.Content.Select(b => $"\\x{b:x2}"))}\"",
        Value.UInt number => $"{number.Number}u",
        Value.Double number => Real(number.Number),
        _ => ValueText.Shown(value),
    };

    private static string Real(double number)
    {
        if (double.IsInfinity(number)) return number > 0 ? "1e999" : "-1e999";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static void Item(StringBuilder output, bool optional, Expression value)
    {
        if (optional) output.Append('?');
        Write(output, value, ChoiceLevel);
    }

    private static void Arguments(StringBuilder output, string function, IReadOnlyList<Expression> arguments)
    {
        output.Append(function).Append('(');
        Separated(output, arguments, a => Write(output, a, ChoiceLevel));
        output.Append(')');
    }

    private static void Separated<T>(StringBuilder output, IReadOnlyList<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Append(", ");
            write(items[i]);
        }
    }
}
